using System.Data.Common;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Chooses the server for a plan: a standby that has caught up with what the caller has seen, otherwise the primary.
/// </summary>
/// <param name="heavy">The slots of heavy plans.</param>
internal sealed class ReadRoute(ReadPool primary, ReadPool? standbys, FairSlots heavy, TableSizes sizes) : IDisposable
{
    public IReadConnections Store => primary.Store;

    /// <summary>Whether a plan with these values is heavy.</summary>
    public async ValueTask<bool> IsHeavyAsync(QueryWork work, IReadOnlyList<object?> values, CancellationToken cancellation)
    {
        if (sizes.IsDue(work.Source)) await LearnAsync(work.Source, cancellation);
        return work.Of(values, sizes.Of(work.Source)) >= QueryWork.Heavy;
    }

    /// <summary>Waits for a slot for a heavy plan. Few of them run at a time, with the callers in rotation.</summary>
    /// <returns>Releases the slot when disposed.</returns>
    public async ValueTask<IDisposable> EnterHeavyAsync(CancellationToken cancellation)
    {
        var caller = ReadFloor.Current?.Caller;
        await heavy.EnterAsync(caller, cancellation);
        return new HeavySlot(heavy, caller);
    }

    public async ValueTask<Rented> RentAsync(CancellationToken cancellation) =>
        (standbys is null ? null : await FromStandbyAsync(standbys, cancellation)) ?? new(primary, await primary.RentAsync(cancellation));

    public void Dispose()
    {
        primary.Dispose();
        standbys?.Dispose();
    }

    private async ValueTask LearnAsync(EntityModel entity, CancellationToken cancellation)
    {
        var rented = await RentAsync(cancellation);
        var broken = true;
        try
        {
            sizes.Read(entity, rented.Connection);
            broken = false;
        }
        finally
        {
            rented.Return(broken);
        }
    }

    private async ValueTask<Rented?> FromStandbyAsync(ReadPool pool, CancellationToken cancellation)
    {
        ReadConnection? connection = null;
        try
        {
            connection = await pool.RentAsync(cancellation);
            if (connection.Shows(ReadFloor.Current?.Position ?? 0)) return new(pool, connection);
            pool.Return(connection, broken: false);
        }
        catch (DbException lost) when (Store.IsLost(lost))
        {
            if (connection is not null) pool.Return(connection, broken: true);
        }
        return null;
    }
}

internal sealed class HeavySlot(FairSlots slots, string? caller) : IDisposable
{
    public void Dispose() => slots.Leave(caller);
}

/// <summary>A connection and the pool that it returns to.</summary>
internal readonly record struct Rented(ReadPool Pool, ReadConnection Connection)
{
    public void Return(bool broken) => Pool.Return(Connection, broken);
}

using System.Data.Common;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Where a plan is read: from a standby, where there is one that shows all that the caller knows already, and else from where the
/// writes go.
/// </summary>
/// <param name="heavy">The slots of plans that take long.</param>
internal sealed class ReadRoute(ReadPool primary, ReadPool? standbys, FairSlots heavy, TableSizes sizes) : IDisposable
{
    public IReadConnections Store => primary.Store;

    /// <summary>Whether a plan with these values takes long.</summary>
    public async ValueTask<bool> IsHeavyAsync(QueryWork work, IReadOnlyList<object?> values, CancellationToken cancellation)
    {
        if (sizes.IsDue(work.Source)) await LearnAsync(work.Source, cancellation);
        return work.Of(values, sizes.Of(work.Source)) >= QueryWork.Heavy;
    }

    /// <summary>Waits for the right to run what takes long: few of these run at a time, the callers in rotation.</summary>
    /// <returns>Gives the right back when it is disposed.</returns>
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

/// <summary>A connection and the pool that it goes back to.</summary>
internal readonly record struct Rented(ReadPool Pool, ReadConnection Connection)
{
    public void Return(bool broken) => Pool.Return(Connection, broken);
}

using System.Data.Common;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Chooses the server for a plan: a standby that has caught up with what the caller has seen, otherwise the primary.
/// </summary>
/// <param name="heavy">The slots of heavy plans.</param>
internal sealed class ReadRouter(ReadPool primary, ReadPool? standbys, FairSlots heavy, TableSizes sizes) : IDisposable
{
    public IReadConnectionSource Store => primary.Store;

    /// <summary>Whether a plan with these values is heavy.</summary>
    public async ValueTask<bool> IsHeavyAsync(QueryWorkEstimate work, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        if (sizes.NeedsRefresh(work.Source))
            await RefreshSizeAsync(work.Source, cancellationToken);
        return work.Estimate(values, sizes.Get(work.Source)) >= QueryWorkEstimate.HeavyThreshold;
    }

    /// <summary>Waits for a slot for a heavy plan. Few of them run at a time, with the callers in rotation.</summary>
    /// <returns>Releases the slot when disposed.</returns>
    public async ValueTask<IDisposable> EnterHeavyAsync(CancellationToken cancellationToken)
    {
        var caller = MinimumReadPosition.Current?.Caller;
        await heavy.EnterAsync(caller, cancellationToken);
        return new HeavySlot(heavy, caller);
    }

    public async ValueTask<RentedConnection> RentAsync(CancellationToken cancellationToken) =>
        (standbys is null ? null : await TryRentStandbyAsync(standbys, cancellationToken))
        ?? new(primary, await primary.RentAsync(cancellationToken));

    public void Dispose()
    {
        primary.Dispose();
        standbys?.Dispose();
    }

    private async ValueTask RefreshSizeAsync(EntityModel entity, CancellationToken cancellationToken)
    {
        var rented = await RentAsync(cancellationToken);
        var broken = true;
        try
        {
            sizes.Refresh(entity, rented.Connection);
            broken = false;
        }
        finally
        {
            rented.Return(broken);
        }
    }

    private async ValueTask<RentedConnection?> TryRentStandbyAsync(ReadPool pool, CancellationToken cancellationToken)
    {
        ReadConnection? connection = null;
        try
        {
            connection = await pool.RentAsync(cancellationToken);
            if (connection.HasCaughtUpTo(MinimumReadPosition.Current?.Position ?? 0))
                return new(pool, connection);
            pool.Return(connection, broken: false);
        }
        catch (DbException lost) when (Store.IsConnectionFailure(lost))
        {
            if (connection is not null)
                pool.Return(connection, broken: true);
        }
        return null;
    }
}

internal sealed class HeavySlot(FairSlots slots, string? caller) : IDisposable
{
    public void Dispose() => slots.Leave(caller);
}

/// <summary>A connection and the pool that it returns to.</summary>
internal readonly record struct RentedConnection(ReadPool Pool, ReadConnection Connection)
{
    public void Return(bool broken) => Pool.Return(Connection, broken);
}

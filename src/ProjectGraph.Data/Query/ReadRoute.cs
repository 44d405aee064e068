using System.Data.Common;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Where a plan is read: from a standby, where there is one that shows all that the caller knows already, and else from where the
/// writes go.
/// </summary>
internal sealed class ReadRoute(ReadPool primary, ReadPool? standbys) : IDisposable
{
    public IReadConnections Store => primary.Store;

    public async ValueTask<Rented> RentAsync(CancellationToken cancellation) =>
        (standbys is null ? null : await FromStandbyAsync(standbys, cancellation)) ?? new(primary, await primary.RentAsync(cancellation));

    public void Dispose()
    {
        primary.Dispose();
        standbys?.Dispose();
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

/// <summary>A connection and the pool that it goes back to.</summary>
internal readonly record struct Rented(ReadPool Pool, ReadConnection Connection)
{
    public void Return(bool broken) => Pool.Return(Connection, broken);
}

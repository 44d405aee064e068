using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>
/// Leases that let one instance at a time write to a project. A lease is a row and lasts as long as its instance is alive. So no
/// database connection is held during a vendor call, and a connection pooler works too. An instance that is presumed dead loses
/// its leases together with its unsent operations, so that it sends nothing afterwards.
/// </summary>
public sealed class ProjectLeases(GraphStore store)
{
    private const string Acquire = $"""
        INSERT INTO {SharedTables.ProjectLeases} (ProjectId, InstanceId, Token) VALUES (@p0, @p1, @p2)
        ON CONFLICT (ProjectId) DO UPDATE SET InstanceId = excluded.InstanceId, Token = excluded.Token
        WHERE ProjectLeases.InstanceId = excluded.InstanceId OR NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = ProjectLeases.InstanceId)
        """;
    private const string Release = $"DELETE FROM {SharedTables.ProjectLeases} WHERE ProjectId = @p0 AND Token = @p1";

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the lease of a project. Within the instance, callers ensure that one write runs at a time.</summary>
    public async Task<IAsyncDisposable> AcquireAsync(long projectId, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        for (
            var pause = FirstDelay;
            !await TryAcquireAsync(projectId, token, cancellationToken);
            pause = pause * 2 < MaxDelay ? pause * 2 : MaxDelay
        )
            await Task.Delay(pause, store.Time, cancellationToken);
        return new Lease(this, projectId, token);
    }

    private Task<bool> TryAcquireAsync(long projectId, string token, CancellationToken cancellationToken) =>
        store.CoordinateAsync(session => session.Execute(Acquire, projectId, store.Instance.Id, token) > 0, cancellationToken);

    private async Task ReleaseAsync(long projectId, string token)
    {
        try
        {
            await store.CoordinateAsync(session => session.Execute(Release, projectId, token), CancellationToken.None);
        }
        catch (Exception lost) when (store.IsOpen && lost is StoreException or DbException)
        {
            // The write is done. But a lease that is not released would block the other instances as long as this one is alive.
            _ = RetryReleaseAsync(projectId, token);
        }
        catch (StoreException closed) when (closed.Code == StoreException.NotOpen)
        {
            // The lease ends with the instance.
        }
    }

    private async Task RetryReleaseAsync(long projectId, string token)
    {
        await Task.Delay(store.Instance.HeartbeatInterval, store.Time);
        await ReleaseAsync(projectId, token);
    }

    private sealed class Lease(ProjectLeases turns, long projectId, string token) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await turns.ReleaseAsync(projectId, token);
    }
}

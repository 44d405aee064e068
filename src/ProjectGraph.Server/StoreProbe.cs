using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server;

/// <summary>Checks whether the store responds, at most once a second for all callers.</summary>
internal sealed class StoreProbe(GraphStore store, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<string?> _lastProbe = Task.FromResult<string?>(null);
    private long? _probedAt;

    /// <summary>Returns the reason why the store does not respond, or null if it does.</summary>
    public Task<string?> GetFailureAsync()
    {
        lock (_gate)
        {
            if (_probedAt is { } at && (!_lastProbe.IsCompleted || time.GetElapsedTime(at) < MaxAge))
                return _lastProbe;
            _probedAt = time.GetTimestamp();
            return _lastProbe = ProbeAsync();
        }
    }

    private async Task<string?> ProbeAsync()
    {
        // Servers of a cluster are monitored already. Reads continue while one of them responds.
        if (store.Servers is { Count: > 0 } servers)
            return servers.All(server => server.Role == ServerRole.Unreachable) ? "No server of the store responds." : null;
        try
        {
            await store.ProbeAsync(CancellationToken.None).WaitAsync(ProbeTimeout, time);
            return null;
        }
        catch (StoreException away)
        {
            return away.Message;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            return "The store does not respond.";
        }
    }
}

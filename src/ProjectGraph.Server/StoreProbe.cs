using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server;

/// <summary>Whether the store answers, asked at most once a second however many callers want to know.</summary>
internal sealed class StoreProbe(GraphStore store, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<string?> _last = Task.FromResult<string?>(null);
    private long? _askedAt;

    /// <summary>Why the store does not answer; null where it does.</summary>
    public Task<string?> ReasonAsync()
    {
        lock (_gate)
        {
            if (_askedAt is { } at && (!_last.IsCompleted || time.GetElapsedTime(at) < Fresh)) return _last;
            _askedAt = time.GetTimestamp();
            return _last = AskAsync();
        }
    }

    private async Task<string?> AskAsync()
    {
        // Where one of several servers answers, reads go on; they are watched already.
        if (store.Servers is { Count: > 0 } servers)
            return servers.All(server => server.Role == ServerRole.Unreachable) ? "No server of the store answers." : null;
        try
        {
            await store.ProbeAsync(CancellationToken.None).WaitAsync(Patience, time);
            return null;
        }
        catch (StoreException away)
        {
            return away.Message;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            return "The store does not answer.";
        }
    }
}

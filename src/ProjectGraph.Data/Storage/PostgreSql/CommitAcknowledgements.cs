using System.Collections.Concurrent;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Tracks the commit notifications that this instance receives and the others acknowledge. Only an instance that receives them
/// reads standbys, because it knows what its callers have written elsewhere. The response to a write waits briefly for the
/// acknowledgements of the others.
/// </summary>
internal sealed class CommitAcknowledgements
{
    /// <summary>The longest wait for an acknowledgement.</summary>
    private static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _acknowledgedPositions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unresponsiveInstances = new(StringComparer.Ordinal);
    private readonly AsyncSignal _received = new();
    private volatile bool _isListening;
    private long _listeningSince;

    /// <summary>Whether this instance receives all commit notifications.</summary>
    public bool IsListening => _isListening;

    /// <summary>The newest position when this instance began to listen. It does not know the callers of earlier writes.</summary>
    public long ListeningSince => Interlocked.Read(ref _listeningSince);

    public void StartListening(long position)
    {
        // After a fail-timeout, positions may be assigned a second time.
        _acknowledgedPositions.Clear();
        Interlocked.Exchange(ref _listeningSince, position);
        _isListening = true;
    }

    public void StopListening() => _isListening = false;

    /// <summary>Records that another instance has acknowledged everything up to this position.</summary>
    public void Record(string instance, long position)
    {
        _acknowledgedPositions.AddOrUpdate(instance, position, (_, known) => Math.Max(known, position));
        _unresponsiveInstances.TryRemove(instance, out _);
        _received.Raise();
    }

    /// <summary>
    /// Completes when these instances have acknowledged a position. An instance that does not in time receives no notifications and
    /// reads no standby. It is not waited for until its next acknowledgement.
    /// </summary>
    public async Task WaitForAcknowledgementsAsync(long position, IEnumerable<string> instances)
    {
        using var timeout = new CancellationTokenSource(AckTimeout);
        while (true)
        {
            var next = _received.Next;
            var missing = instances
                .Where(id => !_unresponsiveInstances.ContainsKey(id) && _acknowledgedPositions.GetValueOrDefault(id) < position)
                .ToArray();
            if (missing.Length == 0)
                return;
            await next.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!timeout.IsCancellationRequested)
                continue;
            foreach (var id in missing)
                _unresponsiveInstances[id] = true;
            return;
        }
    }
}

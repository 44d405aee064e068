using System.Collections.Concurrent;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Tracks the commit notifications that this instance receives and the others acknowledge. Only an instance that receives them
/// reads standbys, because it knows what its callers have written elsewhere. The response to a write waits briefly for the
/// acknowledgements of the others.
/// </summary>
internal sealed class Hearing
{
    /// <summary>The longest wait for an acknowledgement.</summary>
    private static readonly TimeSpan LongestEcho = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> silent = new(StringComparer.Ordinal);
    private readonly Signal echoes = new();
    private volatile bool isListening;
    private long floor;

    /// <summary>Whether this instance receives all commit notifications.</summary>
    public bool IsListening => isListening;

    /// <summary>The newest position when this instance began to listen. It does not know the callers of earlier writes.</summary>
    public long Floor => Interlocked.Read(ref floor);

    public void Begin(long position)
    {
        // After a fail-timeout, positions may be assigned a second time.
        heard.Clear();
        Interlocked.Exchange(ref floor, position);
        isListening = true;
    }

    public void End() => isListening = false;

    /// <summary>Records that another instance has acknowledged everything up to this position.</summary>
    public void Note(string instance, long position)
    {
        heard.AddOrUpdate(instance, position, (_, known) => Math.Max(known, position));
        silent.TryRemove(instance, out _);
        echoes.Raise();
    }

    /// <summary>
    /// Completes when these instances have acknowledged a position. An instance that does not in time receives no notifications and
    /// reads no standby. It is not waited for until its next acknowledgement.
    /// </summary>
    public async Task UntilHeardAsync(long position, IEnumerable<string> instances)
    {
        using var timeout = new CancellationTokenSource(LongestEcho);
        while (true)
        {
            var next = echoes.Next;
            var missing = instances.Where(id => !silent.ContainsKey(id) && heard.GetValueOrDefault(id) < position).ToArray();
            if (missing.Length == 0) return;
            await next.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!timeout.IsCancellationRequested) continue;
            foreach (var id in missing) silent[id] = true;
            return;
        }
    }
}

using System.Collections.Concurrent;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// How far this instance, and each of the others, has heard what is written. Only one that hears reads standbys: it knows what its
/// callers have written elsewhere. And an answer to a write waits for a moment until the others know of it.
/// </summary>
internal sealed class Hearing
{
    /// <summary>As long as an instance may take to say that it has heard.</summary>
    private static readonly TimeSpan LongestEcho = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> silent = new(StringComparer.Ordinal);
    private readonly Signal echoes = new();
    private volatile bool isListening;
    private long floor;

    /// <summary>Whether this instance hears of every commit.</summary>
    public bool IsListening => isListening;

    /// <summary>The newest position as it was when it began to listen: of what was written before, it may have missed by whom.</summary>
    public long Floor => Interlocked.Read(ref floor);

    public void Begin(long position)
    {
        // Behind a fail-over, positions may be given a second time.
        heard.Clear();
        Interlocked.Exchange(ref floor, position);
        isListening = true;
    }

    public void End() => isListening = false;

    /// <summary>Another instance has heard of everything up to this position.</summary>
    public void Note(string instance, long position)
    {
        heard.AddOrUpdate(instance, position, (_, known) => Math.Max(known, position));
        silent.TryRemove(instance, out _);
        echoes.Raise();
    }

    /// <summary>
    /// Ends when these instances have heard of a position. One that does not say so in time hears of nothing, reads no standby
    /// and is waited for no more until it speaks again.
    /// </summary>
    public async Task UntilHeardAsync(long position, IEnumerable<string> instances)
    {
        using var over = new CancellationTokenSource(LongestEcho);
        while (true)
        {
            var next = echoes.Next;
            var missing = instances.Where(id => !silent.ContainsKey(id) && heard.GetValueOrDefault(id) < position).ToArray();
            if (missing.Length == 0) return;
            await next.WaitAsync(over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCancellationRequested) continue;
            foreach (var id in missing) silent[id] = true;
            return;
        }
    }
}

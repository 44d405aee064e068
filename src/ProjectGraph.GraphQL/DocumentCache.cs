using System.Collections.Concurrent;

namespace ProjectGraph.GraphQL;

/// <summary>
/// Prepared documents by text, in two generations: what is used moves to the young one, and when that is full the old one
/// goes. Nearly as good as exact least-recently-used order, and a hit takes no lock.
/// </summary>
internal sealed class DocumentCache(int size, int maxTextLength, Func<string, PreparedDocument> prepare)
{
    private readonly Lock _turn = new();
    private readonly int _generationSize = Math.Max(1, size / 2);
    private ConcurrentDictionary<string, Lazy<PreparedDocument>> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, Lazy<PreparedDocument>> _old = new(StringComparer.Ordinal);

    public PreparedDocument Get(string text)
    {
        if (size <= 0 || text.Length > maxTextLength)
            return prepare(text);
        if (_young.TryGetValue(text, out Lazy<PreparedDocument>? entry))
            return entry.Value;

        // The Lazy makes concurrent first requests wait for one preparation instead of each doing it.
        if (!_old.TryGetValue(text, out entry))
            entry = new Lazy<PreparedDocument>(() => prepare(text));
        entry = _young.GetOrAdd(text, entry);
        if (_young.Count > _generationSize)
            TurnOver();
        return entry.Value;
    }

    private void TurnOver()
    {
        lock (_turn)
        {
            if (_young.Count <= _generationSize)
                return;
            _old = _young;
            _young = new ConcurrentDictionary<string, Lazy<PreparedDocument>>(StringComparer.Ordinal);
        }
    }
}

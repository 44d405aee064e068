using System.Collections.Concurrent;

namespace ProjectGraph.GraphQL;

/// <summary>
/// Caches prepared documents by text, in two generations. A document that is used moves to the young generation. When that
/// is full, the old one is dropped. The order is close to least recently used, and a hit takes no lock. A generation is
/// limited by number and by weight, because a short text with fragments may compile to a large tree.
/// </summary>
internal sealed class DocumentCache(int size, int maxTextLength, Func<string, PreparedDocument> prepare)
{
    // In fields. A compiled field takes about half a kilobyte.
    private const long MaxGenerationWeight = 200_000;
    private const int CharactersPerField = 16;

    private readonly Lock _rotationLock = new();
    private readonly int _generationSize = Math.Max(1, size / 2);
    private ConcurrentDictionary<string, Lazy<PreparedDocument>> _youngGeneration = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, Lazy<PreparedDocument>> _oldGeneration = new(StringComparer.Ordinal);
    private long _youngWeight;

    public PreparedDocument Get(string text)
    {
        if (size <= 0 || text.Length > maxTextLength)
            return prepare(text);
        if (_youngGeneration.TryGetValue(text, out Lazy<PreparedDocument>? entry))
            return entry.Value;

        // The Lazy makes concurrent first requests wait for one preparation instead of each doing it.
        Lazy<PreparedDocument> candidate = _oldGeneration.TryGetValue(text, out Lazy<PreparedDocument>? known)
            ? known
            : new Lazy<PreparedDocument>(() => prepare(text));
        entry = _youngGeneration.GetOrAdd(text, candidate);
        PreparedDocument document = entry.Value;
        if (ReferenceEquals(entry, candidate))
            AddWeight(text, document);
        return document;
    }

    private void AddWeight(string text, PreparedDocument document)
    {
        long weight = Interlocked.Add(ref _youngWeight, document.FieldCount + (text.Length / CharactersPerField));
        if (_youngGeneration.Count <= _generationSize && weight <= MaxGenerationWeight)
            return;
        lock (_rotationLock)
        {
            if (_youngGeneration.Count <= _generationSize && Interlocked.Read(ref _youngWeight) <= MaxGenerationWeight)
                return;
            _oldGeneration = _youngGeneration;
            _youngGeneration = new ConcurrentDictionary<string, Lazy<PreparedDocument>>(StringComparer.Ordinal);
            Interlocked.Exchange(ref _youngWeight, 0);
        }
    }
}

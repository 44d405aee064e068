namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>Documents that clients have left here under their hashes: the ones used last, bounded by number and by size.</summary>
internal sealed class PersistedQueries(int mostDocuments = 1_000, long mostCharacters = 8_000_000)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, string Text)>> byHash = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, string Text)> byUse = new();
    private long characters;

    public string? Find(string hash)
    {
        lock (gate)
        {
            if (!byHash.TryGetValue(hash, out var node)) return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Text;
        }
    }

    public void Add(string hash, string text)
    {
        lock (gate)
        {
            if (byHash.ContainsKey(hash) || text.Length > mostCharacters) return;
            byHash[hash] = byUse.AddFirst((hash, text));
            characters += text.Length;
            while (byUse.Count > mostDocuments || characters > mostCharacters) Forget(byUse.Last!);
        }
    }

    private void Forget(LinkedListNode<(string Hash, string Text)> node)
    {
        byUse.Remove(node);
        byHash.Remove(node.Value.Hash);
        characters -= node.Value.Text.Length;
    }
}

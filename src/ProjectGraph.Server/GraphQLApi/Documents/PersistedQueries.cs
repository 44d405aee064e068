namespace ProjectGraph.Server.GraphQLApi.Documents;

/// <summary>The most recently used documents that clients have registered by hash, bounded by number and size.</summary>
internal sealed class PersistedQueries(int mostDocuments = 1_000, long mostCharacters = 8_000_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Hash, string Text)>> _byHash = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Hash, string Text)> _byUse = new();
    private long _characters;

    public string? Find(string hash)
    {
        lock (_gate)
        {
            if (!_byHash.TryGetValue(hash, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Text;
        }
    }

    public void Add(string hash, string text)
    {
        lock (_gate)
        {
            if (_byHash.ContainsKey(hash) || text.Length > mostCharacters)
                return;
            _byHash[hash] = _byUse.AddFirst((hash, text));
            _characters += text.Length;
            while (_byUse.Count > mostDocuments || _characters > mostCharacters)
                Remove(_byUse.Last!);
        }
    }

    private void Remove(LinkedListNode<(string Hash, string Text)> node)
    {
        _byUse.Remove(node);
        _byHash.Remove(node.Value.Hash);
        _characters -= node.Value.Text.Length;
    }
}

using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox;

/// <summary>The documents of one kind, in insertion order. Used only inside <see cref="SandboxStore.Run"/>.</summary>
public sealed class SandboxCollection(SandboxStore store, string name)
{
    private readonly Dictionary<string, SandboxRow> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, string> _order = [];
    private readonly Dictionary<string, Dictionary<string, SortedSet<long>>> _indexes = new(StringComparer.Ordinal);

    public string Name => name;
    public int Count => _rows.Count;

    /// <summary>The stored documents, for filtering and sorting. They must not be changed: responses contain copies.</summary>
    public IEnumerable<JsonObject> Rows => _order.Values.Select(id => _rows[id].Document);

    public IReadOnlyList<string> Ids() => [.. _order.Values];

    public bool Has(string id) => _rows.ContainsKey(id);

    /// <summary>Returns a copy that can be changed and stored again with <see cref="Put"/>.</summary>
    public JsonObject? Get(string id) => _rows.TryGetValue(id, out var row) ? (JsonObject)row.Document.DeepClone() : null;

    /// <summary>Returns a copy of the first document whose text field has this value. An index makes it fast for bulks.</summary>
    public JsonObject? Find(string field, string value)
    {
        if (!_indexes.TryGetValue(field, out var index))
        {
            _indexes[field] = index = new(StringComparer.Ordinal);
            foreach (var row in _rows.Values)
                AddTo(index, field, row);
        }
        return index.TryGetValue(value, out var sequences) && sequences.Count > 0 ? Get(_order[sequences.Min]) : null;
    }

    /// <summary>Adds a document at the end or replaces it in place. The store contains a copy.</summary>
    public void Put(string id, JsonObject document) =>
        Change(id, new(_rows.TryGetValue(id, out var row) ? row.Sequence : store.NextSequence(), (JsonObject)document.DeepClone()));

    public bool Remove(string id)
    {
        var present = Has(id);
        if (present)
            Change(id, null);
        return present;
    }

    internal SandboxRow? Row(string id) => _rows.TryGetValue(id, out var row) ? row : null;

    /// <summary>Sets or removes a row without recording it. Changes, roll-back and loading use it.</summary>
    internal void Set(string id, SandboxRow? row)
    {
        if (_rows.Remove(id, out var old))
        {
            _order.Remove(old.Sequence);
            foreach (var (field, index) in _indexes)
            {
                if (Text(old, field) is { } value)
                    index[value].Remove(old.Sequence);
            }
        }
        if (row is null)
            return;
        _rows[id] = row;
        _order[row.Sequence] = id;
        foreach (var (field, index) in _indexes)
            AddTo(index, field, row);
    }

    private void Change(string id, SandboxRow? row)
    {
        store.Record(this, id, Row(id));
        Set(id, row);
    }

    private static void AddTo(Dictionary<string, SortedSet<long>> index, string field, SandboxRow row)
    {
        if (Text(row, field) is not { } value)
            return;
        if (!index.TryGetValue(value, out var sequences))
            index[value] = sequences = [];
        sequences.Add(row.Sequence);
    }

    private static string? Text(SandboxRow row, string field) => row.Document[field].Text();
}

internal sealed record SandboxRow(long Sequence, JsonObject Document);

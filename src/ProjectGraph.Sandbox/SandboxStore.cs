using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox;

/// <summary>
/// The state of one sandbox. It is in memory and is written through to <paramref name="documents"/>, if given, so that it survives
/// a restart. Each request is one <see cref="Run"/>, which is exclusive and atomic.
/// </summary>
public sealed class SandboxStore(string sandbox, ISandboxDocuments? documents = null)
{
    private const string Counters = "_counters";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SandboxCollection> _collections = new(StringComparer.Ordinal);
    private readonly List<(SandboxCollection Collection, string Id, SandboxRow? Before)> _changes = [];
    private long _sequence;
    private bool _loaded;

    public SandboxCollection this[string name]
    {
        get
        {
            if (!_collections.TryGetValue(name, out var collection))
                _collections[name] = collection = new(this, name);
            return collection;
        }
    }

    /// <summary>Runs the work exclusively. Its changes are rolled back if it throws or they can't be stored.</summary>
    public T Run<T>(Func<T> work)
    {
        lock (_gate)
        {
            Load();
            try
            {
                var result = work();
                Save();
                return result;
            }
            catch
            {
                for (var i = _changes.Count - 1; i >= 0; i--)
                    _changes[i].Collection.Set(_changes[i].Id, _changes[i].Before);
                throw;
            }
            finally
            {
                _changes.Clear();
            }
        }
    }

    /// <summary>Returns the next number of a counter. Numbers are never reused, not even those of deleted records.</summary>
    public long Next(string counter, long first = 1)
    {
        var value = (this[Counters].Get(counter)?["value"]?.GetValue<long>() ?? first - 1) + 1;
        this[Counters].Put(counter, new() { ["value"] = value });
        return value;
    }

    public void Clear()
    {
        foreach (var collection in _collections.Values.ToList())
        {
            foreach (var id in collection.Ids())
                collection.Remove(id);
        }
    }

    internal long NextSequence() => ++_sequence;

    internal void Record(SandboxCollection collection, string id, SandboxRow? before) => _changes.Add((collection, id, before));

    private void Load()
    {
        if (_loaded)
            return;
        foreach (var stored in documents?.Load(sandbox) ?? [])
        {
            this[stored.Collection].Set(stored.Id, new(stored.Sequence, (JsonObject)SandboxJson.Parse(stored.Json!)!));
            _sequence = Math.Max(_sequence, stored.Sequence);
        }
        _loaded = true;
    }

    private void Save()
    {
        if (documents is null || _changes.Count == 0)
            return;
        documents.Save(sandbox, [.. _changes.Select(change => (change.Collection, change.Id)).Distinct().Select(Current)]);
    }

    private static SandboxDocument Current((SandboxCollection Collection, string Id) change)
    {
        var row = change.Collection.Row(change.Id);
        return new(change.Collection.Name, change.Id, row?.Sequence ?? 0, row is null ? null : SandboxJson.Write(row.Document));
    }
}

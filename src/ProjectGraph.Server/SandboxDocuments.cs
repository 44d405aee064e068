using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Sandbox;

namespace ProjectGraph.Server;

/// <summary>Stores the sandboxes' documents in a SQLite file. The sandboxes and the graph's store are independent.</summary>
internal sealed class SandboxDocuments(string file) : ISandboxDocuments, IDisposable
{
    private readonly SqliteDocumentStore _store = new(file);

    public IReadOnlyList<SandboxDocument> Load(string sandbox) =>
        [.. _store.Load(sandbox).Select(stored => new SandboxDocument(stored.Collection, stored.Id, stored.Sequence, stored.Json))];

    public void Save(string sandbox, IReadOnlyCollection<SandboxDocument> changes) =>
        _store.Save(sandbox, [.. changes.Select(change => new StoredDocument(change.Collection, change.Id, change.Sequence, change.Json))]);

    public void Dispose() => _store.Dispose();
}

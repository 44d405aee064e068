using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// Persists JSON documents for code that holds them in memory while it runs. It does not interpret them. The sandboxes use it:
/// they share nothing else with the graph that is tested against them.
/// </summary>
public interface IDocumentStore : IDisposable
{
    /// <summary>Reads all documents of a scope (one sandbox), in the order of <see cref="StoredDocument.Sequence"/>.</summary>
    IReadOnlyList<StoredDocument> Load(string scope);

    /// <summary>Applies the changes in one transaction, so that a crash leaves all of them or none.</summary>
    void Save(string scope, IReadOnlyCollection<StoredDocument> changes);

    /// <summary>Opens (or creates) the store in a SQLite file of its own.</summary>
    static IDocumentStore OpenSqlite(string file) => new SandboxDocumentStore(file);
}

/// <param name="Collection">The kind of document, for example <c>projects</c>.</param>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Sequence">The position in insertion order. A changed document keeps it.</param>
/// <param name="Json">The document. Null in a change deletes it.</param>
public sealed record StoredDocument(string Collection, string Id, long Sequence, string? Json);

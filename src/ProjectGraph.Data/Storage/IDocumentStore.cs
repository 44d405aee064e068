using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// Keeps JSON documents over a restart for code that holds them in memory while it runs. It knows nothing of what is in them:
/// the sandboxes use it, and they may share nothing else with the graph that is tested against them.
/// </summary>
public interface IDocumentStore : IDisposable
{
    /// <summary>All documents of a scope (one sandbox), in the order of <see cref="StoredDocument.Sequence"/>.</summary>
    IReadOnlyList<StoredDocument> Load(string scope);

    /// <summary>Applies the changes in one transaction: after a crash either all of them are there or none.</summary>
    void Save(string scope, IReadOnlyCollection<StoredDocument> changes);

    /// <summary>Opens (or creates) the store in a SQLite file of its own.</summary>
    static IDocumentStore OpenSqlite(string file) => new SandboxDocumentStore(file);
}

/// <param name="Collection">What kind of document, for example <c>projects</c>.</param>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Sequence">The place in insertion order; a changed document keeps it.</param>
/// <param name="Json">The document; null in a change means that it is deleted.</param>
public sealed record StoredDocument(string Collection, string Id, long Sequence, string? Json);

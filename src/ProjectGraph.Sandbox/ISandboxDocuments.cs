namespace ProjectGraph.Sandbox;

/// <summary>Keeps the sandboxes' documents over a restart. While they run, they hold them in memory.</summary>
public interface ISandboxDocuments
{
    /// <summary>Returns all documents of a sandbox, ordered by <see cref="SandboxDocument.Sequence"/>.</summary>
    IReadOnlyList<SandboxDocument> Load(string sandbox);

    /// <summary>Applies the changes in one transaction: after a crash either all of them are there or none.</summary>
    void Save(string sandbox, IReadOnlyCollection<SandboxDocument> changes);
}

/// <param name="Collection">The kind of document, for example <c>projects</c>.</param>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Sequence">The position in insertion order; a changed document keeps it.</param>
/// <param name="Json">The document; null in a change means that it is deleted.</param>
public sealed record SandboxDocument(string Collection, string Id, long Sequence, string? Json);

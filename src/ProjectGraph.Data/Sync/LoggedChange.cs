namespace ProjectGraph.Data.Sync;

/// <summary>What happened to a node, on its way into the change log.</summary>
/// <param name="Entity">The entity's name in the model.</param>
/// <param name="At">When, in UTC ticks.</param>
internal sealed record LoggedChange(string Entity, long EntityId, ChangeKind Kind, string VendorId, long ConnectionId, long At)
{
    /// <summary>Whether the row carries the number of its last change.</summary>
    public bool MarksRow => Entity == nameof(Model.Project) && Kind != ChangeKind.Deleted;
}

namespace ProjectGraph.Data.Sync;

/// <summary>A change to a node that is about to be added to the change log.</summary>
/// <param name="Entity">The entity's name in the model.</param>
/// <param name="At">The time in UTC ticks.</param>
internal sealed record LoggedChange(string Entity, long EntityId, ChangeKind Kind, string VendorId, long ConnectionId, long At)
{
    /// <summary>Whether the row stores the position of its last change.</summary>
    public bool MarksRow => Entity == nameof(Model.Project) && Kind != ChangeKind.Deleted;
}

namespace ProjectGraph.Data.Sync;

/// <summary>A change to a node that is about to be added to the change log.</summary>
/// <param name="Entity">The entity's name in the model.</param>
/// <param name="At">The time in UTC ticks.</param>
internal sealed record PendingChange(string Entity, long EntityId, ChangeKind Kind, string VendorId, long VendorAccountId, long At)
{
    /// <summary>Whether the row stores the position of its last change.</summary>
    public bool UpdatesRowVersion => Entity == nameof(Model.Project) && Kind != ChangeKind.Deleted;
}

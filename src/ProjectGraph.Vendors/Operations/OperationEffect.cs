using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Operations;

/// <summary>The changes that a write makes to the graph.</summary>
public sealed record OperationEffect
{
    /// <summary>The projects to store, as the vendor returns them now.</summary>
    public IReadOnlyList<Project> Saved { get; init; } = [];

    /// <summary>Whether the project is deleted at the vendor.</summary>
    public bool Deleted { get; init; }

    /// <summary>The <see cref="VendorConnector.WriteOnlyFields"/> that the write set. Only a write gives the graph their values.</summary>
    public IReadOnlySet<string> WrittenFields { get; init; } = new HashSet<string>();

    /// <summary>The items of a bulk that were refused.</summary>
    public IReadOnlyList<OperationError> Errors { get; init; } = [];

    public static OperationEffect FromProject(Project project) => new() { Saved = [project] };

    public static OperationEffect ProjectDeleted { get; } = new() { Deleted = true };
}

/// <summary>The result of checking at the vendor whether a write without a response took effect.</summary>
public abstract record ReconcileOutcome
{
    /// <summary>The vendor performed the write.</summary>
    public sealed record Applied(OperationEffect Effect) : ReconcileOutcome;

    /// <summary>The vendor still has the state from before the write.</summary>
    public sealed record NotApplied : ReconcileOutcome;

    /// <summary>The vendor's state does not show whether it performed the write.</summary>
    public sealed record Uncertain : ReconcileOutcome;
}

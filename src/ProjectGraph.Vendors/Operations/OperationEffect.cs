using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Operations;

/// <summary>What a write did to the graph.</summary>
public sealed record OperationEffect
{
    /// <summary>Projects as the vendor shows them now.</summary>
    public IReadOnlyList<Project> Saved { get; init; } = [];

    /// <summary>The project is gone at the vendor.</summary>
    public bool Deleted { get; init; }

    /// <summary>Of <see cref="VendorConnector.WriteOnlyFields"/>, those that the write set: here the graph learns them.</summary>
    public IReadOnlySet<string> Written { get; init; } = new HashSet<string>();

    /// <summary>What of a bulk was refused.</summary>
    public IReadOnlyList<OperationError> Errors { get; init; } = [];

    public static OperationEffect Of(Project project) => new() { Saved = [project] };

    public static OperationEffect Gone { get; } = new() { Deleted = true };
}

/// <summary>What a look at the vendor says of a write whose answer never came.</summary>
public abstract record Settlement
{
    /// <summary>The vendor did it.</summary>
    public sealed record Happened(OperationEffect Effect) : Settlement;

    /// <summary>The vendor shows the state from before.</summary>
    public sealed record DidNotHappen : Settlement;

    /// <summary>It can't be told.</summary>
    public sealed record Uncertain : Settlement;
}

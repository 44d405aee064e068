using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Operations;

/// <summary>What became of an operation.</summary>
/// <param name="OperationId">Its entry in the operation log.</param>
/// <param name="ProjectIds">The graph's ids of the projects that it changed or made.</param>
public sealed record OperationResult(long OperationId, OperationState State, IReadOnlyList<long> ProjectIds, IReadOnlyList<OperationError> Errors)
{
    /// <summary>The report of a bulk, a sync or another operation without a project.</summary>
    public JsonNode? Extra { get; init; }

    /// <summary>What the target could not take and the caller allowed to be left out.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>Whether this is the earlier answer to the same idempotency key.</summary>
    public bool Replayed { get; init; }

    /// <summary>The project that is gone.</summary>
    public long? DeletedProjectId { get; init; }
}

/// <summary>Something that a vendor can't hold.</summary>
/// <param name="Field">Its name in the graph, in camelCase.</param>
public sealed record Loss(string Field, string Reason);

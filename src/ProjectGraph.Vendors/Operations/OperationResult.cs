using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Operations;

/// <summary>The result of an operation.</summary>
/// <param name="OperationId">Its entry in the operation log.</param>
/// <param name="ProjectIds">The graph's ids of the projects that it changed or created.</param>
public sealed record OperationResult(
    long OperationId,
    OperationState State,
    IReadOnlyList<long> ProjectIds,
    IReadOnlyList<OperationError> Errors
)
{
    /// <summary>The vendor's report of a bulk, a sync or another operation without a project.</summary>
    public JsonNode? Extra { get; init; }

    /// <summary>The values that the target can't store and the caller allowed to omit.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>Whether this is the stored result of the same idempotency key.</summary>
    public bool Replayed { get; init; }

    /// <summary>The project that was deleted.</summary>
    public long? DeletedProjectId { get; init; }
}

/// <summary>A value that a vendor can't store.</summary>
/// <param name="Field">Its name in the graph, in camelCase.</param>
public sealed record Loss(string Field, string Reason);

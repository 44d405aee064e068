using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL;

/// <summary>An operation that the host may admit or refuse before it is executed.</summary>
/// <param name="Variables">The coerced variables.</param>
/// <param name="State">The host's object for the request.</param>
/// <param name="Times">The durations of parsing, validation and coercion.</param>
public sealed record OperationAdmission(
    Schema Schema,
    CompiledOperation Operation,
    VariableValues Variables,
    object? State,
    StageTimes Times
);

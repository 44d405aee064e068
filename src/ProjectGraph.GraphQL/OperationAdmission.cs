using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL;

/// <summary>An operation that is about to be executed, for the host to let in or not.</summary>
/// <param name="Variables">Coerced: what it will run with.</param>
/// <param name="State">The host's object of the request.</param>
/// <param name="Times">What parsing, validating and coercing took.</param>
public sealed record OperationAdmission(
    Schema Schema, CompiledOperation Operation, VariableValues Variables, object? State, StageTimes Times);

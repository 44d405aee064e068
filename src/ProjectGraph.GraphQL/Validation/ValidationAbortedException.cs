namespace ProjectGraph.GraphQL.Validation;

/// <summary>Thrown when the limit of errors is reached.</summary>
internal sealed class ValidationAbortedException : Exception;

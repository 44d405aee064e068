namespace ProjectGraph.GraphQL.Validation;

/// <summary>Enough errors are known.</summary>
internal sealed class ValidationAbortedException : Exception;

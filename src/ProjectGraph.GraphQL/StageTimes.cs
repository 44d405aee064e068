namespace ProjectGraph.GraphQL;

/// <summary>What each phase of a request took, for the host's <c>Server-Timing</c>. Preparing is near nothing once cached.</summary>
public readonly record struct StageTimes(TimeSpan Prepare, TimeSpan Coerce, TimeSpan Execute);

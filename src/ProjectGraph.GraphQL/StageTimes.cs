namespace ProjectGraph.GraphQL;

/// <summary>What each phase of a request took, for the host's <c>Server-Timing</c>. Preparing is near nothing once cached.</summary>
public readonly record struct StageTimes(TimeSpan Prepare, TimeSpan Coerce, TimeSpan Execute)
{
    /// <summary>Of <see cref="Prepare"/>: nothing where the document was known.</summary>
    public TimeSpan Parse { get; init; }

    /// <summary>Whether the document was known: parsed and validated before.</summary>
    public bool IsKnownDocument { get; init; }
}

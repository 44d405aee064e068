namespace ProjectGraph.GraphQL;

/// <summary>
/// The duration of each phase of a request, for the host's <c>Server-Timing</c>. Preparation of a cached document takes
/// almost no time.
/// </summary>
public readonly record struct StageTimes(TimeSpan Prepare, TimeSpan Coerce, TimeSpan Execute)
{
    /// <summary>The part of <see cref="Prepare"/> that parsing took. Zero where the document was cached.</summary>
    public TimeSpan Parse { get; init; }

    /// <summary>Whether the document was in the cache.</summary>
    public bool IsCachedDocument { get; init; }
}

namespace ProjectGraph.GraphQL;

/// <summary>Rules that are not of the specification: the host sets them by its options.</summary>
public enum HostRule
{
    /// <summary>The schema may not be asked for.</summary>
    Introspection,

    /// <summary>The document is deeper or larger than the host allows.</summary>
    Limits,
}

namespace ProjectGraph.GraphQL;

/// <summary>Rules that are not part of the specification. The host sets them in its options.</summary>
public enum HostRule
{
    /// <summary>Introspection is not allowed.</summary>
    Introspection,

    /// <summary>The document exceeds a limit of depth or size.</summary>
    Limits,
}

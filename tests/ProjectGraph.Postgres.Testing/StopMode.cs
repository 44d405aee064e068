namespace ProjectGraph.Postgres.Testing;

/// <summary>How a server is told to stop.</summary>
public enum StopMode
{
    /// <summary>Ends its connections, writes everything down, and goes.</summary>
    Fast,

    /// <summary>Goes at once, and recovers from its log at the next start.</summary>
    Immediate,
}

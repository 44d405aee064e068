namespace ProjectGraph.Postgres.Testing;

/// <summary>The mode in which a server stops.</summary>
public enum StopMode
{
    /// <summary>Ends the connections, writes a checkpoint, and stops.</summary>
    Fast,

    /// <summary>Stops at once, and recovers from the log at the next start.</summary>
    Immediate,
}

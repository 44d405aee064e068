namespace ProjectGraph.Data.Coordination;

/// <summary>The instances that are alive, as one of them sees them.</summary>
/// <param name="ReapedAny">Whether this snapshot reaped dead instances.</param>
internal readonly record struct InstanceSnapshot(IReadOnlySet<string> Alive, bool ReapedAny);

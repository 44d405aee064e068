namespace ProjectGraph.Data.Coordination;

/// <summary>The instances that are alive, as one of them sees them.</summary>
/// <param name="HasBuried">Whether this snapshot reaped dead instances.</param>
internal readonly record struct Census(IReadOnlySet<string> Living, bool HasBuried);

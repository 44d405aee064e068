namespace ProjectGraph.Data.Coordination;

/// <summary>Which instances live, as one of them has found.</summary>
/// <param name="HasBuried">Whether it has found some that died, before anybody else did.</param>
internal readonly record struct Census(IReadOnlySet<string> Living, bool HasBuried);

namespace ProjectGraph.Benchmarks;

/// <summary>The same question to the service and to its floor, with values that change from unit to unit.</summary>
/// <param name="Subject">Units of requests to the service.</param>
/// <param name="Floor">The same units as the floor is asked for them.</param>
/// <param name="Target">Times the floor's speed that the service shall have.</param>
internal sealed record Workload(
    string Name, string Protocol, double Target, IReadOnlyList<byte[][]> Subject, IReadOnlyList<byte[][]> Floor, int Connections = 8)
{
    public override string ToString() => $"{Name}, {Protocol}";
}

namespace ProjectGraph.Benchmarks;

/// <summary>The same query for the service and for the floor, with values that change from unit to unit.</summary>
/// <param name="Subject">Units of requests to the service.</param>
/// <param name="Floor">The same units as requests to the floor.</param>
/// <param name="Target">The required speed of the service as a multiple of the floor's.</param>
internal sealed record Workload(
    string Name,
    string Protocol,
    double Target,
    IReadOnlyList<byte[][]> Subject,
    IReadOnlyList<byte[][]> Floor,
    int Connections = 8
)
{
    public override string ToString() => $"{Name}, {Protocol}";
}

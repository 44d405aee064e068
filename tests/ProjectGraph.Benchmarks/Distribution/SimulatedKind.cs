namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>A kind of request.</summary>
/// <param name="Weight">The relative frequency in the mix.</param>
/// <param name="Requests">The requests. Each is sent once and completes with its response.</param>
internal sealed record SimulatedKind(string Name, int Weight, IReadOnlyList<Func<Task>> Requests);

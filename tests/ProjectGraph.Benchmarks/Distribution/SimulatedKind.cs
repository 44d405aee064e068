namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>A kind of request.</summary>
/// <param name="Weight">How often it comes in the mix, relative to the others.</param>
/// <param name="Requests">Each asks once and returns when it is answered.</param>
internal sealed record SimulatedKind(string Name, int Weight, IReadOnlyList<Func<Task>> Requests);

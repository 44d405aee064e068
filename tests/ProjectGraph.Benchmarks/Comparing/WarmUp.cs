using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>
/// Asks a server until it gets no faster: the runtime compiles what is used often again, with what it has learned meanwhile, and a
/// server that is still at it would be measured with its compiler.
/// </summary>
internal static class WarmUp
{
    private const int Shortest = 3;
    private const int Longest = 20;
    private const double Noise = 1.03;

    private static readonly TimeSpan step = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync(Side side, int connections)
    {
        // Each for itself: together they would learn half as fast.
        foreach (var port in side.Ports) await RunAsync(port, side.Units, connections);
    }

    private static async Task RunAsync(int port, IReadOnlyList<byte[][]> units, int connections)
    {
        var (best, since) = (0.0, 0);
        for (var steps = 0; steps < Longest && (steps < Shortest || since < Shortest); steps++)
        {
            var rate = (await LoadGenerator.RunAsync([port], units, connections, step)).Rate;
            since = rate > best * Noise ? 0 : since + 1;
            best = Math.Max(best, rate);
        }
    }
}

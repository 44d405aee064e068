using ProjectGraph.Benchmarks.Comparing;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>Runs the comparison that the options select, and prints its results as a Markdown table.</summary>
internal static class Bench
{
    public static async Task RunAsync(Options options)
    {
        await using var store = await BenchmarkStore.OpenAsync(options.Store);
        if (options.Peers)
            await PeerComparison.RunAsync(options, store);
        else if (options.Instances > 1)
            await InstanceScalingComparison.RunAsync(options, store);
        else if (options.ComparedSize > 0)
            await StoreSizeComparison.RunAsync(options, store);
        else
            await FloorComparison.RunAsync(options, store);
    }
}

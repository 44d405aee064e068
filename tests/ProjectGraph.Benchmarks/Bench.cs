using ProjectGraph.Benchmarks.Comparing;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>Runs the comparison that the options select, and prints its results as a Markdown table.</summary>
internal static class Bench
{
    public static async Task RunAsync(Options options)
    {
        await using var store = await BenchmarkStore.OpenAsync(options.Store);
        if (options.Peers) await WithPeers.RunAsync(options, store);
        else if (options.Instances > 1) await WithOneAlone.RunAsync(options, store);
        else if (options.Against > 0) await WithSmaller.RunAsync(options, store);
        else await WithFloor.RunAsync(options, store);
    }
}

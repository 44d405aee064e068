using System.Globalization;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Compares the service on a large store with itself on a smaller one, for queries that should not depend on the size.</summary>
internal static class StoreSizeComparison
{
    private const double Most = 1.5;

    public static async Task RunAsync(Options options, BenchmarkStore store)
    {
        using var small = await ServerProcess.StartAsync("subject", await store.GetAsync(options.ComparedSize));
        using var large = await ServerProcess.StartAsync("subject", await store.GetAsync(options.Size));
        var pairs = (await AllAsync(small.Port, options.ComparedSize)).Zip(await AllAsync(large.Port, options.Size));
        var report = new Report(
            options,
            string.Create(CultureInfo.InvariantCulture, $"{options.ComparedSize:n0} projects"),
            "times the smaller one's time",
            "at most"
        );
        foreach (var (few, many) in pairs.Where(pair => options.IsSelected(pair.Second)))
        {
            var turns = await AlternatingRounds.RunAsync(
                options,
                options.GetConnections(many),
                new([small.Port], few.Subject),
                new([large.Port], many.Subject)
            );
            report.Line(many, turns, turn => turn.Base.Rate / turn.Subject.Rate, Most);
        }
    }

    private static async Task<List<Workload>> AllAsync(int port, int size) =>
        [.. await new Workloads(port, 0, size, Targets.None).CreateSizeIndependentAsync(), .. await new DeepPages(port, size).AllAsync()];
}

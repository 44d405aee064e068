using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Compares the service with its floor.</summary>
internal static class FloorComparison
{
    public static async Task RunAsync(Options options, BenchmarkStore store)
    {
        var address = await store.GetAsync(options.Size);
        using var floor = await ServerProcess.StartAsync("floor", address);
        using var subject = await ServerProcess.StartAsync("subject", address);
        var workloads = await new Workloads(subject.Port, floor.Port, options.Size, Targets.Get(address)).AllAsync();
        var report = new Report(options, "floor", "times the floor's speed", "at least");
        foreach (var workload in workloads.Where(options.IsSelected))
        {
            await ResultEquality.CheckAsync(workload, subject.Port, floor.Port);
            var turns = await AlternatingRounds.RunAsync(
                options,
                options.GetConnections(workload),
                new([floor.Port], workload.Floor),
                new([subject.Port], workload.Subject)
            );
            report.Line(workload, turns, turn => turn.Subject.Rate / turn.Base.Rate, workload.Target);
        }
    }
}

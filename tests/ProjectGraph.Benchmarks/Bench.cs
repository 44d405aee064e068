using ProjectGraph.Benchmarks.Load;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>Drives the service and its floor in turns, and prints what came of it as a Markdown table.</summary>
internal static class Bench
{
    public static async Task RunAsync(Options options)
    {
        var store = await BenchmarkStore.GetAsync(options.Size);
        using var floor = await ServerProcess.StartAsync("floor", store);
        using var subject = await ServerProcess.StartAsync("subject", store);
        var workloads = await new Workloads(subject.Port, floor.Port, options.Size).AllAsync();
        Report.Head(options);
        foreach (var workload in workloads.Where(workload => workload.ToString().Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
        {
            await Agreement.CheckAsync(workload, subject.Port, floor.Port);
            Report.Line(workload, await MeasureAsync(workload, options, floor.Port, subject.Port));
        }
    }

    // In turns, so that whatever else the machine does meets both; the first turn warms up and does not count.
    private static async Task<IReadOnlyList<(Round Floor, Round Subject)>> MeasureAsync(Workload workload, Options options, int floor, int subject)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var rounds = new List<(Round, Round)>();
        for (var i = 0; i <= options.Rounds; i++)
        {
            rounds.Add((
                await LoadGenerator.RunAsync(floor, workload.Floor, workload.Connections, duration),
                await LoadGenerator.RunAsync(subject, workload.Subject, workload.Connections, duration)));
        }
        return rounds[1..];
    }
}

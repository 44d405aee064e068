using System.Globalization;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>
/// Compares several services that share the load on one database with a single service. The same is done with the floor, which
/// shows the cost of additional processes on the same cores.
/// </summary>
internal static class InstanceScalingComparison
{
    public static async Task RunAsync(Options options, BenchmarkStore store)
    {
        var address = await store.GetAsync(options.Size);
        var servers = new List<ServerProcess>();
        try
        {
            var services = await StartAsync("subject");
            var floors = await StartAsync("floor");
            var workloads = await new Workloads(services[0], floors[0], options.Size, Targets.Get(address)).AllAsync();
            var report = new Report(
                options,
                "one alone",
                string.Create(CultureInfo.InvariantCulture, $"{options.Instances} together, times one's speed"),
                "of the floor"
            );
            foreach (var workload in workloads.Where(options.IsSelected))
            {
                var bare = await TakeAsync(workload, floors, workload.Floor);
                var turns = await TakeAsync(workload, services, workload.Subject);
                report.Line(workload, turns, Gain, Report.Median(bare.Select(Gain)));
            }
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }

        async Task<int[]> StartAsync(string verb)
        {
            var started = new List<ServerProcess>();
            while (started.Count < options.Instances)
            {
                started.Add(await ServerProcess.StartAsync(verb, address));
                servers.Add(started[^1]);
            }
            return [.. started.Select(server => server.Port)];
        }

        Task<IReadOnlyList<RoundPair>> TakeAsync(Workload workload, int[] ports, IReadOnlyList<byte[][]> units) =>
            AlternatingRounds.RunAsync(options, options.GetConnections(workload), new([ports[0]], units), new(ports, units));
    }

    private static double Gain(RoundPair turn) => turn.Subject.Rate / turn.Base.Rate;
}

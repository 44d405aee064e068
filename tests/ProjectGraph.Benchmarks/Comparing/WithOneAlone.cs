using System.Globalization;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Several services on one database, each asked its share, beside one of them asked everything.</summary>
internal static class WithOneAlone
{
    private const double Target = 1;

    public static async Task RunAsync(Options options, BenchmarkStore store)
    {
        var address = await store.GetAsync(options.Size);
        var services = new List<ServerProcess>();
        try
        {
            while (services.Count < options.Instances) services.Add(await ServerProcess.StartAsync("subject", address));
            var ports = services.Select(service => service.Port).ToArray();
            var workloads = await new Workloads(ports[0], 0, options.Size, Targets.Of(address)).AllAsync();
            var report = new Report(options, "one alone", string.Create(CultureInfo.InvariantCulture, $"{ports.Length} together, times one's speed"), "at least");
            foreach (var workload in workloads.Where(options.Wants))
            {
                var turns = await Turns.TakeAsync(options, workload.Connections, new([ports[0]], workload.Subject), new(ports, workload.Subject));
                report.Line(workload, turns, turn => turn.Subject.Rate / turn.Base.Rate, Target);
            }
        }
        finally
        {
            foreach (var service in services) service.Dispose();
        }
    }
}

using ProjectGraph.Benchmarks.Load;
using ProjectGraph.Benchmarks.Peers;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Compares the service with Microsoft.AspNetCore.OData over EF Core, and its GraphQL engine with graphql-dotnet.</summary>
internal static class PeerComparison
{
    public static async Task RunAsync(Options options, BenchmarkStore store)
    {
        var address = await store.GetAsync(options.Size);
        if (address.IsPostgres)
            throw new ArgumentException("--peers compares on SQLite only.");
        using (var peer = await ServerProcess.StartAsync("peer", address))
        using (var subject = await ServerProcess.StartAsync("subject", address))
        {
            var report = new Report(options, "Microsoft.AspNetCore.OData", "times its speed", "at least");
            foreach (var workload in ODataWorkloads.All(subject.Port, peer.Port, options.Size).Where(options.IsSelected))
            {
                await CheckAsync(workload, subject.Port, peer.Port);
                var turns = await AlternatingRounds.RunAsync(
                    options,
                    options.GetConnections(workload),
                    new([peer.Port], workload.Floor),
                    new([subject.Port], workload.Subject)
                );
                report.Line(workload, turns, turn => turn.Subject.Rate / turn.Base.Rate, workload.Target);
            }
        }
        EnginesReport.Write(options);
    }

    // Both must return the same number of rows. The tests compare the values.
    private static async Task CheckAsync(Workload workload, int subject, int peer)
    {
        var (ours, theirs) = (await RowsAsync(subject, workload.Subject[0]), await RowsAsync(peer, workload.Floor[0]));
        if (ours != theirs)
            throw new InvalidOperationException($"{workload}: the service returned {ours} rows, but the peer {theirs}.");
    }

    private static async Task<int> RowsAsync(int port, byte[][] unit)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        return ResponseBody.Parse(await connection.SendAsync(unit[0])) is var body && body.TryGetProperty("value", out var rows)
            ? rows.GetArrayLength()
            : 1;
    }
}

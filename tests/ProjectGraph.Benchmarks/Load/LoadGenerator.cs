using System.Diagnostics;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>One round against one server, or several together.</summary>
/// <param name="Rate">Units a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Allocated">Bytes that the server allocated for a unit.</param>
/// <param name="Processor">Milliseconds of a processor that the server spent on a unit.</param>
/// <param name="Peak">The servers' largest resident sizes in the round, in bytes, together.</param>
internal sealed record Round(double Rate, double P50, double P99, double Allocated, double Processor, long Peak);

/// <summary>A closed loop: each connection asks again as soon as it has its answer.</summary>
internal static class LoadGenerator
{
    /// <param name="ports">Each connection is to one of them, in turn.</param>
    /// <param name="units">What is asked in turn; a unit of several requests counts once, when all are answered.</param>
    public static async Task<Round> RunAsync(IReadOnlyList<int> ports, IReadOnlyList<byte[][]> units, int connections, TimeSpan duration)
    {
        var before = await ProcessProbe.ReadAsync(ports, reset: true);
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(index =>
            Task.Run(() => LoopAsync(ports[index % ports.Count], units, index * units.Count / connections, start, duration))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = await ProcessProbe.ReadAsync(ports, reset: false);
        var all = times.SelectMany(list => list).Order().ToArray();
        return new(
            all.Length / elapsed.TotalSeconds, Milliseconds(all[all.Length / 2]), Milliseconds(all[all.Length * 99 / 100]),
            (after.Allocated - before.Allocated) / (double)all.Length, (after.Processors - before.Processors).TotalMilliseconds / all.Length, after.Peak);
    }

    private static async Task<List<long>> LoopAsync(int port, IReadOnlyList<byte[][]> units, int next, long start, TimeSpan duration)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var times = new List<long>(16_384);
        do
        {
            var sent = Stopwatch.GetTimestamp();
            foreach (var request in units[next++ % units.Count]) await connection.SendAsync(request);
            times.Add(Stopwatch.GetTimestamp() - sent);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return times;
    }

    private static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}

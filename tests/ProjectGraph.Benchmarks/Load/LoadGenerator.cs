using System.Diagnostics;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>The result of one round against one or several servers.</summary>
/// <param name="Rate">Units per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Allocated">Bytes allocated by the server per unit.</param>
/// <param name="Processor">Processor time of the server per unit, in milliseconds.</param>
/// <param name="Peak">The sum of the servers' peak resident sizes in the round, in bytes.</param>
internal sealed record Round(double Rate, double P50, double P99, double Allocated, double Processor, long Peak);

/// <summary>A closed-loop load generator: each connection sends its next request as soon as it has a response.</summary>
internal static class LoadGenerator
{
    /// <param name="ports">The servers' ports, assigned to the connections in rotation.</param>
    /// <param name="units">The units to send in rotation. A unit of several requests counts once, after all its responses.</param>
    public static async Task<Round> RunAsync(IReadOnlyList<int> ports, IReadOnlyList<byte[][]> units, int connections, TimeSpan duration)
    {
        var before = await ProcessProbe.ReadAsync(ports, reset: true);
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(index =>
                    Task.Run(() => LoopAsync(ports[index % ports.Count], units, index * units.Count / connections, start, duration))
                )
        );
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = await ProcessProbe.ReadAsync(ports, reset: false);
        var all = times.SelectMany(list => list).Order().ToArray();
        return new(
            all.Length / elapsed.TotalSeconds,
            Milliseconds(all[all.Length / 2]),
            Milliseconds(all[all.Length * 99 / 100]),
            (after.Allocated - before.Allocated) / (double)all.Length,
            (after.Processors - before.Processors).TotalMilliseconds / all.Length,
            after.Peak
        );
    }

    private static async Task<List<long>> LoopAsync(int port, IReadOnlyList<byte[][]> units, int next, long start, TimeSpan duration)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var times = new List<long>(16_384);
        do
        {
            var sent = Stopwatch.GetTimestamp();
            foreach (var request in units[next++ % units.Count])
                await connection.SendAsync(request);
            times.Add(Stopwatch.GetTimestamp() - sent);
        } while (Stopwatch.GetElapsedTime(start) < duration);
        return times;
    }

    private static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}

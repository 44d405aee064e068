using System.Globalization;
using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Reads <see cref="MemoryEndpoint"/>.</summary>
internal static class MemoryProbe
{
    /// <summary>The sums over some servers.</summary>
    public static async Task<(long Allocated, long Peak, TimeSpan Processors)> ReadAsync(IReadOnlyList<int> ports, bool reset)
    {
        var sum = (Allocated: 0L, Peak: 0L, Processors: TimeSpan.Zero);
        foreach (var port in ports)
        {
            var read = await ReadAsync(port, reset);
            sum = (sum.Allocated + read.Allocated, sum.Peak + read.Peak, sum.Processors + read.Processors);
        }
        return sum;
    }

    private static async Task<(long Allocated, long Peak, TimeSpan Processors)> ReadAsync(int port, bool reset)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var answer = await connection.SendAsync(HttpRequest.Get(port, MemoryEndpoint.Path + (reset ? "?reset=1" : "")));
        var numbers = Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.TrimEntries).Single(line => line.Split(' ') is [var a, _, _] && long.TryParse(a, out _)).Split(' ');
        var read = numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (read[0], read[1], TimeSpan.FromTicks(read[2]));
    }
}

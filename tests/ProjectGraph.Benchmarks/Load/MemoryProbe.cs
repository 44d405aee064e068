using System.Globalization;
using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Reads <see cref="MemoryEndpoint"/>.</summary>
internal static class MemoryProbe
{
    public static async Task<(long Allocated, long Peak, TimeSpan Processors)> ReadAsync(HttpConnection connection, int port, bool reset)
    {
        var answer = await connection.SendAsync(HttpRequest.Get(port, MemoryEndpoint.Path + (reset ? "?reset=1" : "")));
        var numbers = Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.TrimEntries).Single(line => line.Split(' ') is [var a, _, _] && long.TryParse(a, out _)).Split(' ');
        var read = numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (read[0], read[1], TimeSpan.FromTicks(read[2]));
    }
}

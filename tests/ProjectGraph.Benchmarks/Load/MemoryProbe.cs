using System.Globalization;
using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Reads <see cref="MemoryEndpoint"/>.</summary>
internal static class MemoryProbe
{
    public static async Task<(long Allocated, long Peak)> ReadAsync(HttpConnection connection, int port, bool reset)
    {
        var answer = await connection.SendAsync(HttpRequest.Get(port, MemoryEndpoint.Path + (reset ? "?reset=1" : "")));
        var numbers = Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.TrimEntries).Single(line => line.Split(' ') is [var a, var b] && long.TryParse(a, out _) && long.TryParse(b, out _)).Split(' ');
        return (long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}

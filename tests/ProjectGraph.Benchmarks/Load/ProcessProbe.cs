using System.Globalization;
using System.Text;

namespace ProjectGraph.Benchmarks.Load;

/// <summary>Reads <see cref="ProcessEndpoint"/>.</summary>
internal static class ProcessProbe
{
    /// <summary>The sums over several servers.</summary>
    public static async Task<ProcessFigures> ReadAsync(IReadOnlyList<int> ports, bool reset)
    {
        var sum = default(ProcessFigures);
        foreach (var port in ports)
            sum += await ReadAsync(port, reset);
        return sum;
    }

    private static async Task<ProcessFigures> ReadAsync(int port, bool reset)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var answer = await connection.SendAsync(HttpRequest.Get(port, ProcessEndpoint.Path + (reset ? "?reset=1" : "")));
        var numbers = Encoding
            .ASCII.GetString(answer.Span)
            .Split('\n', StringSplitOptions.TrimEntries)
            .Single(line => line.Split(' ') is [var a, _, _, _] && long.TryParse(a, out _))
            .Split(' ');
        var read = numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new(read[0], read[1], TimeSpan.FromTicks(read[2]), read[3]);
    }
}

/// <summary>The measurements that <see cref="ProcessEndpoint"/> reports.</summary>
internal readonly record struct ProcessFigures(long Allocated, long Peak, TimeSpan Processors, long Compiled)
{
    public static ProcessFigures operator +(ProcessFigures left, ProcessFigures right) =>
        new(left.Allocated + right.Allocated, left.Peak + right.Peak, left.Processors + right.Processors, left.Compiled + right.Compiled);
}

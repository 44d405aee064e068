using System.Diagnostics;
using System.Globalization;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>The same again, in another order each time, for as many minutes as <c>SOAK_MINUTES</c> says.</summary>
internal static class Soak
{
    public static IEnumerable<T> More<T>(IReadOnlyList<T> all)
    {
        var random = new Random(1);
        var started = Stopwatch.GetTimestamp();
        var minutes = double.Parse(Environment.GetEnvironmentVariable("SOAK_MINUTES") ?? "0", CultureInfo.InvariantCulture);
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(minutes))
            yield return all[random.Next(all.Count)];
    }
}

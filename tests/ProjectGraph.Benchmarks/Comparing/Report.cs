using System.Globalization;
using ProjectGraph.Benchmarks.Load;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Comparing;

/// <summary>Prints the result table. Every number is the median of its rounds.</summary>
internal sealed class Report
{
    /// <param name="compared">The side whose figures are in brackets.</param>
    /// <param name="ratio">The meaning of a line's ratio.</param>
    /// <param name="limit">The limit of the ratio.</param>
    public Report(Options options, string compared, string ratio, string limit)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Size:n0} projects{On(options.Store)}, {Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s each, alternating; {compared} in brackets."
            )
        );
        Console.WriteLine();
        Console.WriteLine(
            $"| workload | protocol | requests/s | p50 ms | p99 ms | processor ms | KB allocated | peak MB | {ratio} | {limit} |"
        );
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    public void Line(Workload workload, IReadOnlyList<RoundPair> turns, Func<RoundPair, double> ratio, double limit) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {workload.Name} | {workload.Protocol} | {Both(turns, round => round.Rate, "n0")} | {Both(turns, round => round.P50, "0.00")} | {Both(turns, round => round.P99, "0.00")} | {Both(turns, round => round.Processor, "0.00")}"
                    + $" | {Both(turns, round => round.Allocated / 1024, "n1")} | {Both(turns, round => round.Peak / 1048576.0, "n0")} | {Median(turns.Select(ratio)):0.00} | {limit:0.##} |"
            )
        );

    public static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string On(string store) =>
        store == "postgres"
            ? $" on PostgreSQL ({string.Join(", ", PostgresStore.Settings.Select(setting => $"{setting.Key} = {setting.Value}"))}, fsync = off)"
            : "";

    private static string Both(IReadOnlyList<RoundPair> turns, Func<Round, double> number, string format) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Median(turns.Select(turn => number(turn.Subject))).ToString(format, CultureInfo.InvariantCulture)} ({Median(turns.Select(turn => number(turn.Base))).ToString(format, CultureInfo.InvariantCulture)})"
        );
}

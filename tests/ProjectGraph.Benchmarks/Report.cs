using System.Globalization;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks;

/// <summary>The table. Every number is the median of its rounds.</summary>
internal static class Report
{
    public static void Head(Options options)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Size:n0} projects, {Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s each, in turns; floor in brackets."));
        Console.WriteLine();
        Console.WriteLine("| workload | protocol | requests/s | p50 ms | p99 ms | processor ms | KB allocated | peak MB | times the floor's speed | at least |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    }

    public static void Line(Workload workload, IReadOnlyList<(Round Floor, Round Subject)> rounds)
    {
        var ratio = Median(rounds.Select(round => round.Subject.Rate / round.Floor.Rate));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {workload.Name} | {workload.Protocol} | {Both(rounds, round => round.Rate, "n0")} | {Both(rounds, round => round.P50, "0.00")} | {Both(rounds, round => round.P99, "0.00")} | {Both(rounds, round => round.Processor, "0.00")}"
            + $" | {Both(rounds, round => round.Allocated / 1024, "n1")} | {Both(rounds, round => round.Peak / 1048576.0, "n0")} | {ratio:0.00} | {workload.Target:0.##} |"));
    }

    private static string Both(IReadOnlyList<(Round Floor, Round Subject)> rounds, Func<Round, double> number, string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median(rounds.Select(round => number(round.Subject))).ToString(format, CultureInfo.InvariantCulture)} ({Median(rounds.Select(round => number(round.Floor))).ToString(format, CultureInfo.InvariantCulture)})");

    private static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

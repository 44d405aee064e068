using System.Globalization;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>Prints two tables: one of queries, one of writing transactions.</summary>
internal sealed class SimulationReport(StatementPartitions reach, IReadOnlyList<LoggedTransaction> transactions)
{
    public void Print(IReadOnlyList<SimulatedKind> reads, IReadOnlyList<SimulatedKind> writes)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{SimulatedData.VendorAccounts:n0} vendor accounts with {SimulatedData.Projects:n0} projects, {Placement.Partitions} partitions by the vendor account's hash."
            )
        );
        Console.WriteLine();
        Table("query", reads, kind =>
            [
                .. Enumerable
                    .Range(0, kind.Requests.Count)
                    .Select(i => Of(kind, i).Aggregate(TouchedPartitions.Nothing, (all, each) => all.And(each))),
            ]
        );
        Console.WriteLine();
        Table("transaction of", writes, kind =>
            [.. Enumerable.Range(0, kind.Requests.Count).SelectMany(i => Of(kind, i)).Where(each => each.Writes)]
        );
    }

    private IEnumerable<TouchedPartitions> Of(SimulatedKind kind, int request) =>
        transactions.Where(each => each.During == $"{kind.Name}/{request}" && !IsHeartbeat(each)).Select(reach.Of);

    // Instance heartbeats and server checks of the process, independent of the requests.
    private static bool IsHeartbeat(LoggedTransaction transaction) =>
        transaction.Statements.Any(statement =>
            statement.Sql.Contains("\"Instances\"", StringComparison.Ordinal)
            || statement.Sql.Contains("pg_is_in_recovery", StringComparison.Ordinal)
        );

    private static void Table(string what, IReadOnlyList<SimulatedKind> kinds, Func<SimulatedKind, TouchedPartitions[]> reaches)
    {
        Console.WriteLine(
            $"| {what} | weight | analysed | one partition at most, as sent | … where a key determines its vendor account | partitions, mean | also the single node |"
        );
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        var sums = new double[4];
        foreach (var kind in kinds)
        {
            var all = reaches(kind);
            double[] shares =
            [
                all.Average(each => IsOne(each) && each.AsSent ? 1 : 0),
                all.Average(each => IsOne(each) ? 1 : 0),
                all.Average(each => each.Partitions.Count),
                all.Average(each => each.Single ? 1 : 0),
            ];
            for (var i = 0; i < sums.Length; i++)
                sums[i] += shares[i] * kind.Weight;
            Line(kind.Name, kind.Weight, $"{all.Length}", shares);
        }
        var weight = kinds.Sum(kind => kind.Weight);
        Line("**the mix**", weight, "", [.. sums.Select(sum => sum / weight)]);
    }

    private static bool IsOne(TouchedPartitions reach) => reach.Partitions.Count <= 1;

    private static void Line(string name, int weight, string count, double[] shares) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {weight} | {count} | {shares[0]:0 %} | {shares[1]:0 %} | {shares[2]:0.0} | {shares[3]:0 %} |"
            )
        );
}

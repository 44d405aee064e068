using System.Globalization;

namespace ProjectGraph.Benchmarks;

/// <param name="Verb">Which of the three processes this is.</param>
/// <param name="Size">Projects in the store.</param>
/// <param name="Seconds">How long one round of one workload lasts.</param>
/// <param name="Rounds">How often floor and subject take turns.</param>
/// <param name="Only">Part of the names of the workloads to run.</param>
internal sealed record Options(string Verb, int Size, double Seconds, int Rounds, string Only, string Store, int Port)
{
    public static Options Parse(string[] args)
    {
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : "bench";
        return new(
            verb,
            int.Parse(Value("size", "100000"), CultureInfo.InvariantCulture),
            double.Parse(Value("seconds", "2"), CultureInfo.InvariantCulture),
            int.Parse(Value("rounds", "5"), CultureInfo.InvariantCulture),
            Value("only", ""), Value("store", ""), int.Parse(Value("port", "0"), CultureInfo.InvariantCulture));

        string Value(string name, string otherwise)
        {
            var at = Array.IndexOf(args, "--" + name);
            return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
        }
    }
}

using System.Globalization;

namespace ProjectGraph.Benchmarks;

/// <param name="Verb">The role of this process.</param>
/// <param name="Store"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Size">Projects in the store.</param>
/// <param name="Seconds">How long one round of one workload lasts.</param>
/// <param name="Rounds">The number of alternating rounds of both sides.</param>
/// <param name="Connections">The number of concurrent clients; 0 for the workload's own number.</param>
/// <param name="Only">Part of the names of the workloads to run.</param>
/// <param name="Instances">Services that are compared together with a single one; 1 compares the service with its floor.</param>
/// <param name="ComparedSize">The number of projects in a smaller store for comparison; 0 for none.</param>
/// <param name="Peers">Whether the service is compared with Microsoft.AspNetCore.OData and graphql-dotnet.</param>
internal sealed record Options(
    string Verb,
    string Store,
    int Size,
    double Seconds,
    int Rounds,
    int Connections,
    string Only,
    int Instances,
    int ComparedSize,
    bool Peers,
    int Port
)
{
    public static Options Parse(string[] args)
    {
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : "bench";
        return new(
            verb,
            Value("store", "sqlite"),
            Number("size", 100_000),
            double.Parse(Value("seconds", "2"), CultureInfo.InvariantCulture),
            Number("rounds", 5),
            Number("connections", 0),
            Value("only", ""),
            Number("instances", 1),
            Number("against", 0),
            args.Contains("--peers"),
            Number("port", 0)
        );

        int Number(string name, int otherwise) =>
            int.Parse(Value(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

        string Value(string name, string otherwise)
        {
            var at = Array.IndexOf(args, "--" + name);
            return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
        }
    }

    public bool IsSelected(Workload workload) => workload.ToString().Contains(Only, StringComparison.OrdinalIgnoreCase);

    public int GetConnections(Workload workload) => Connections > 0 ? Connections : workload.Connections;
}

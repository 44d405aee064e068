using System.Text.Json;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Explaining;

/// <summary>
/// The explanation of a request's result, requested by <c>extensions: { explain: true }</c> or the header
/// <c>GraphQL-Explain: 1</c>. It is collected while the request runs.
/// </summary>
internal sealed class Explanation
{
    public const string Header = "GraphQL-Explain";

    private readonly Lock _gate = new();
    private readonly List<ExplainedQuery> _queries = [];

    /// <summary>The queries in the order of execution.</summary>
    public IReadOnlyList<ExplainedQuery> Queries
    {
        get
        {
            lock (_gate)
                return [.. _queries];
        }
    }

    /// <summary>Whether the document had already been parsed and validated.</summary>
    public bool IsKnownDocument { get; set; }

    public void Add(ExplainedQuery question)
    {
        lock (_gate)
            _queries.Add(question);
    }

    public static bool IsRequested(HttpRequest http, GraphQLRequest request) =>
        http.Headers[Header].ToString().Trim().ToLowerInvariant() is "1" or "true"
        || (
            request.Extensions is { } extensions
            && extensions.TryGetProperty("explain", out var explain)
            && explain.ValueKind == JsonValueKind.True
        );
}

/// <summary>A plan that was executed for a field.</summary>
/// <param name="Path">Response names and list indexes from the root.</param>
/// <param name="IsKnownPlan">Whether it had already been planned and translated.</param>
internal sealed record ExplainedQuery(IReadOnlyList<object> Path, QueryPlan Plan, Slots Slots, QueryTrace Trace, bool IsKnownPlan);

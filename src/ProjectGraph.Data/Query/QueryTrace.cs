using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>What one run of a query sent to the store: for whoever asks why an answer is as it is. Values are not in it.</summary>
public sealed class QueryTrace
{
    private readonly List<TracedStatement> statements = [];

    /// <summary>In the order in which they were sent.</summary>
    public IReadOnlyList<TracedStatement> Statements => statements;

    /// <summary>Forgets a run that failed and is repeated.</summary>
    internal void Clear() => statements.Clear();

    internal void Add(Statement statement, long rows, TimeSpan elapsed, IReadOnlyList<string> storePlan) => statements.Add(new(
        statement.Sql,
        [
            .. statement.Parameters.Select(parameter => new TracedParameter(parameter.Name, parameter.Slot, parameter.Kind, parameter.Binding == Binding.List)),
            .. statement.HasParents ? [new(SqlParameters.Parents, null, FieldKind.Long, IsList: true)] : Array.Empty<TracedParameter>(),
            .. statement.HasAccounts ? [new(SqlParameters.Accounts, null, FieldKind.Long, IsList: true)] : Array.Empty<TracedParameter>(),
        ],
        rows,
        elapsed,
        storePlan));
}

/// <param name="Rows">Rows that the store gave, the one included that only shows whether more follow.</param>
/// <param name="Elapsed">From sending it to its last row.</param>
/// <param name="StorePlan">How the store goes about it, in the store's own words.</param>
public sealed record TracedStatement(
    string Sql, IReadOnlyList<TracedParameter> Parameters, long Rows, TimeSpan Elapsed, IReadOnlyList<string> StorePlan);

/// <param name="Slot">The plan's slot that its value comes from; null where it comes from the rows above or from the caller.</param>
public sealed record TracedParameter(string Name, int? Slot, FieldKind Kind, bool IsList);

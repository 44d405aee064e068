using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The statements that one run of a query sent to the store, for diagnosis. It does not contain values.</summary>
public sealed class QueryTrace
{
    private readonly List<TracedStatement> _statements = [];

    /// <summary>The statements in the order in which they were sent.</summary>
    public IReadOnlyList<TracedStatement> Statements => _statements;

    /// <summary>Discards a failed run before it is repeated.</summary>
    internal void Clear() => _statements.Clear();

    internal void Add(Statement statement, long rows, TimeSpan elapsed, IReadOnlyList<string> storePlan) =>
        _statements.Add(
            new(
                statement.Sql,
                [
                    .. statement.Parameters.Select(parameter => new TracedParameter(
                        parameter.Name,
                        parameter.Slot,
                        parameter.Kind,
                        parameter.Binding == ParameterBinding.List
                    )),
                    .. statement.HasParents
                        ? [new(SqlParameters.Parents, null, FieldKind.Long, IsList: true)]
                        : Array.Empty<TracedParameter>(),
                    .. statement.HasAccounts
                        ? [new(SqlParameters.Accounts, null, FieldKind.Long, IsList: true)]
                        : Array.Empty<TracedParameter>(),
                ],
                rows,
                elapsed,
                storePlan
            )
        );
}

/// <param name="Rows">The number of rows from the store, including the one that only shows whether more follow.</param>
/// <param name="Elapsed">The time from sending the statement to its last row.</param>
/// <param name="StorePlan">The store's execution plan, as the store prints it.</param>
public sealed record TracedStatement(
    string Sql,
    IReadOnlyList<TracedParameter> Parameters,
    long Rows,
    TimeSpan Elapsed,
    IReadOnlyList<string> StorePlan
);

/// <param name="Slot">The plan's slot of the value; null if the value comes from the parent rows or the caller's scope.</param>
public sealed record TracedParameter(string Name, int? Slot, FieldKind Kind, bool IsList);

using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>One SQL statement and its parameters.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<SqlParameter> Parameters)
{
    private static int Count;

    /// <summary>The key of the prepared command on a connection.</summary>
    public int Id { get; } = Interlocked.Increment(ref Count);

    /// <summary>
    /// Whether the best plan depends on the searched text: an ordered scan finds a frequent text fastest, an index a rare one.
    /// </summary>
    public bool DependsOnTexts { get; } =
        Parameters.Any(parameter =>
            parameter.Binding
                is ParameterBinding.Containing
                    or ParameterBinding.Ending
                    or ParameterBinding.Pattern
                    or ParameterBinding.SearchAll
                    or ParameterBinding.TermList
        );

    public bool HasParents { get; } = Sql.Contains(SqlParameters.Parents, StringComparison.Ordinal);

    public bool HasAccounts { get; } = Sql.Contains(SqlParameters.Accounts, StringComparison.Ordinal);

    /// <summary>The names of all parameters, in the order of their values.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Parameters.Select(parameter => parameter.Name),
            .. HasParents ? [SqlParameters.Parents] : Array.Empty<string>(),
            .. HasAccounts ? [SqlParameters.Accounts] : Array.Empty<string>(),
        ];
}

/// <summary>The statements of one level of a plan.</summary>
/// <param name="Rows">Null if only the count is requested.</param>
/// <param name="Columns">The result columns. In a nested level the parent's value precedes them.</param>
/// <param name="AllRows">
/// All rows of all parents of a nested level, up to <see cref="MaxAllRows"/>. It is cheaper than <paramref name="Rows"/> for
/// large pages, which usually contain all rows.
/// </param>
/// <param name="Total">Counts all matching rows, per parent in a nested level.</param>
internal sealed record LevelStatements(
    QueryPlan Plan,
    Statement? Rows,
    IReadOnlyList<ResultColumn> Columns,
    Statement? Total,
    IReadOnlyList<LevelStatements> Nested,
    Statement? AllRows = null
)
{
    public const int MaxAllRows = 2_000;

    /// <summary>Whether the store uses one generic plan, independent of the values.</summary>
    public bool UseGenericPlans { get; init; }

    public IEnumerable<Statement> All => new[] { Rows, Total }.OfType<Statement>().Concat(Nested.SelectMany(nested => nested.All));
}

/// <summary>The conversion of a result column to a cell.</summary>
/// <param name="IsAverage">Whether two columns, sum and count, form one exact decimal.</param>
/// <param name="IsReal">Whether a real number of scaled units is one decimal.</param>
internal readonly record struct ResultColumn(FieldKind Kind, bool IsAverage = false, bool IsReal = false);

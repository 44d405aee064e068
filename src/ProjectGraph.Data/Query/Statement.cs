using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>One SQL statement and the parameters that it takes.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<SqlParameter> Parameters)
{
    private static int count;

    /// <summary>Under which a connection keeps the prepared command.</summary>
    public int Id { get; } = Interlocked.Increment(ref count);

    /// <summary>
    /// Whether its best plan depends on a text that is looked for: a common one is found soonest by reading rows in their order, a
    /// rare one by an index.
    /// </summary>
    public bool DependsOnTexts { get; } = Parameters.Any(parameter => parameter.Binding
        is Binding.Containing or Binding.Ending or Binding.Pattern or Binding.SearchAll or Binding.TermList);

    public bool HasParents { get; } = Sql.Contains(SqlParameters.Parents, StringComparison.Ordinal);

    public bool HasAccounts { get; } = Sql.Contains(SqlParameters.Accounts, StringComparison.Ordinal);

    /// <summary>The names of all parameters, in the order in which their values are bound.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. Parameters.Select(parameter => parameter.Name),
        .. HasParents ? [SqlParameters.Parents] : Array.Empty<string>(),
        .. HasAccounts ? [SqlParameters.Accounts] : Array.Empty<string>(),
    ];
}

/// <summary>The statements of one level of a plan.</summary>
/// <param name="Rows">Null where only the count is wanted.</param>
/// <param name="Columns">What each result column is; of a nested level the parent's value stands before them.</param>
/// <param name="Whole">
/// All rows of all parents of a nested level, up to <see cref="MostWhole"/>: cheaper than <paramref name="Rows"/> where the
/// pages are large, for then they mostly hold all there is.
/// </param>
/// <param name="Total">Counts all rows that match; per parent in a nested level.</param>
internal sealed record LevelStatements(
    QueryPlan Plan, Statement? Rows, IReadOnlyList<ColumnRead> Columns, Statement? Total, IReadOnlyList<LevelStatements> Nested, Statement? Whole = null)
{
    public const int MostWhole = 2_000;

    /// <summary>Whether the store is to plan them once, whatever their values.</summary>
    public bool ArePlannedOnce { get; init; }

    public IEnumerable<Statement> All =>
        new[] { Rows, Total }.OfType<Statement>().Concat(Nested.SelectMany(nested => nested.All));
}

/// <summary>How a result column becomes a cell.</summary>
/// <param name="IsAverage">Two columns of the statement, sum and count, are one exact decimal.</param>
/// <param name="IsReal">A real number of scaled units is one decimal.</param>
internal readonly record struct ColumnRead(FieldKind Kind, bool IsAverage = false, bool IsReal = false);

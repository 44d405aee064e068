using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// The dialect of PostgreSQL 15. All integers are <c>bigint</c>, real numbers <c>double precision</c>, and days and texts
/// <c>text</c> in the code point collation. Function results are converted to these types immediately.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    // Additional terms are found without an index, among the rows that these terms select.
    private const int MaxIndexedTerms = 8;

    private static readonly string Between = $"chr({(int)PostgresSearchIndex.Separator})";

    public override string SystemName => "postgresql";

    public override ParameterValues Values { get; } = new PostgresValues();

    public override string ExplainPrefix => "EXPLAIN ";

    public override bool SupportsRowComparison => true;

    // The planner chooses the trigram indexes itself.
    public override bool JoinsTextIndex => false;

    public override bool UsesGenericPlan(QueryPlan plan) => GenericPlan.IsSuitable(plan);

    // Stated for a column without nulls, the null order would prevent an ordered scan of its index.
    public override string NullOrder(bool descending, bool isNullable) =>
        !isNullable ? ""
        : descending ? " NULLS LAST"
        : " NULLS FIRST";

    // JSON cannot be compared: it is read, and queried, as its text.
    public override string Field(string column, FieldKind kind) =>
        kind == FieldKind.Json ? $"CAST({column} AS text) COLLATE \"C\"" : column;

    public override string IsSame(string left, string right) => $"{left} IS NOT DISTINCT FROM {right}";

    public override string IsNotSame(string left, string right) => $"{left} IS DISTINCT FROM {right}";

    public override string Null(FieldKind kind) => $"CAST(NULL AS {GetSqlType(kind)})";

    public override string InList(string value, string parameter, FieldKind kind) => $"{value} = ANY ({parameter})";

    public override string Rows(string parameter, string alias) => $"unnest({parameter}) AS {alias} (value)";

    // IN would run the key subquery again for every candidate row.
    public override string PerParent(string rows, string keys, string from, string key) =>
        $"FROM {rows} CROSS JOIN LATERAL ({keys}) AS page (key) CROSS JOIN {from} WHERE {key} = page.key";

    // Each part has its own limit. Where tables are joined, both parts would otherwise be read completely and sorted.
    public override string RangeThenNulls(string select, string range, string nulls, (string OfPart, string OfAll) order, string limit) =>
        $"({select}{range}{order.OfPart}{limit}) UNION ALL ({select}{nulls}{order.OfPart}{limit}){order.OfAll}{limit}";

    public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

    public override string StartsWith(string text, string part) => $"starts_with({text}, {part})";

    public override string StartsWith(string text, string part, string end) => $"({text} >= {part} AND {text} < {end})";

    public override string EndsWith(string text, string part) => $"right({text}, length({part})) = {part}";

    // A trigram index supports LIKE.
    public override string? TryFindText(string text, TextMatch match, Func<ParameterBinding, string> part) =>
        match switch
        {
            TextMatch.Contains => $"{text} LIKE {part(ParameterBinding.Containing)}",
            TextMatch.EndsWith => $"{text} LIKE {part(ParameterBinding.Ending)}",
            _ => null,
        };

    public override string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind) =>
        PostgresFunctions.Call(function, arguments, argumentKind);

    public override string Matches(string text, string pattern, Func<ParameterBinding, string>? slot) =>
        slot is null
            ? throw new StoreException(
                StoreException.UnsupportedPattern,
                "PostgreSQL does not support a pattern that is the value of another field. Provide the pattern as a literal or variable."
            )
            : $"{Utf16Function.Name}({text}) ~ {slot(ParameterBinding.Pattern)}";

    public override string Convert(string value, FieldKind from, FieldKind to) => PostgresFunctions.Convert(value, from, to);

    public override string Sum(string value, FieldKind kind, string over = "") =>
        kind == FieldKind.Double ? $"SUM({value}){over}" : $"CAST(SUM({value}){over} AS bigint)";

    // PostgreSQL's average of integers is a decimal with fewer digits than a real number.
    public override string Average(string value) => $"(CAST(SUM({value}) AS double precision) / NULLIF(COUNT({value}), 0))";

    public override string MinOrMax(AggregateMethod method, string value, FieldKind kind) =>
        (method, kind) switch
        {
            (AggregateMethod.Min, FieldKind.Boolean) => $"bool_and({value})",
            (_, FieldKind.Boolean) => $"bool_or({value})",
            (AggregateMethod.Min, _) => $"MIN({value})",
            _ => $"MAX({value})",
        };

    public override SearchShape GetSearchShape(SearchTerms search) =>
        new(UsesIndex: false, Scans: true, search.All.Count <= MaxIndexedTerms ? search.All.Count : null);

    public override string SearchProject(string key, string terms, int? count) =>
        $"{key} IN (SELECT found.\"ProjectId\" FROM \"{PostgresTables.ProjectSearch}\" AS found WHERE {Search(terms, count)})";

    public override string SearchTexts(IReadOnlyList<string> texts, string terms) =>
        $"{PostgresFunctions.Lower}(concat_ws({Between}, {string.Join(", ", texts)})) LIKE ALL ({terms})";

    // One condition per term, because an index does not support LIKE ALL.
    private static string Search(string terms, int? count) =>
        count switch
        {
            null => $"(found.\"Text\" || {Between} || coalesce(found.\"Company\", '')) LIKE ALL ({terms})",
            0 => "1 = 1",
            { } known => string.Join(
                " AND ",
                Enumerable.Range(1, known).Select(term => SearchTerm(string.Create(CultureInfo.InvariantCulture, $"({terms})[{term}]")))
            ),
        };

    private static string SearchTerm(string term) => $"(found.\"Text\" LIKE {term} OR found.\"Company\" LIKE {term})";

    private static string GetSqlType(FieldKind kind) =>
        kind switch
        {
            FieldKind.Text or FieldKind.Date or FieldKind.Json => "text",
            FieldKind.Boolean => "boolean",
            FieldKind.Double => "double precision",
            _ => "bigint",
        };
}

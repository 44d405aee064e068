using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>
/// PostgreSQL 15. Integers of every kind are <c>bigint</c>, real numbers <c>double precision</c>, days and texts <c>text</c> in the
/// collation of code points: what a function gives is made one of these at once.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    // More terms than these are looked for without an index, among the rows that these left.
    private const int MostIndexedTerms = 8;

    private static readonly string Between = $"chr({(int)PostgresSearchIndex.Between})";

    public override string SystemName => "postgresql";

    public override ParameterValues Values { get; } = new PostgresValues();

    public override string Explain => "EXPLAIN ";

    public override bool ComparesRows => true;

    // The planner finds the indexes of trigrams itself.
    public override bool JoinsTextIndex => false;

    public override bool HasOnePlan(QueryPlan plan) => OnePlan.Is(plan);

    // Said of a column that holds none, it would keep the column's index from being walked.
    public override string NullOrder(bool descending, bool isNullable) => !isNullable ? "" : descending ? " NULLS LAST" : " NULLS FIRST";

    // JSON compares with nothing: it is read, and asked, as the text that it is.
    public override string Field(string column, FieldKind kind) => kind == FieldKind.Json ? $"CAST({column} AS text) COLLATE \"C\"" : column;

    public override string IsSame(string left, string right) => $"{left} IS NOT DISTINCT FROM {right}";

    public override string IsNotSame(string left, string right) => $"{left} IS DISTINCT FROM {right}";

    public override string Null(FieldKind kind) => $"CAST(NULL AS {TypeOf(kind)})";

    public override string InList(string value, string parameter, FieldKind kind) => $"{value} = ANY ({parameter})";

    public override string Rows(string parameter, string alias) => $"unnest({parameter}) AS {alias} (value)";

    // IN would find the keys anew for every row that might have one of them.
    public override string OfEach(string rows, string keys, string from, string key) =>
        $"FROM {rows} CROSS JOIN LATERAL ({keys}) AS page (key) CROSS JOIN {from} WHERE {key} = page.key";

    // Each part ends by itself: both would be read to their ends, and sorted, where they are joined with other tables.
    public override string InParts(string select, string range, string nulls, (string OfPart, string OfAll) order, string limit) =>
        $"({select}{range}{order.OfPart}{limit}) UNION ALL ({select}{nulls}{order.OfPart}{limit}){order.OfAll}{limit}";

    public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

    public override string StartsWith(string text, string part) => $"starts_with({text}, {part})";

    public override string StartsWith(string text, string part, string end) => $"({text} >= {part} AND {text} < {end})";

    public override string EndsWith(string text, string part) => $"right({text}, length({part})) = {part}";

    // An index of trigrams answers LIKE.
    public override string? Finds(string text, TextMatch match, Func<Binding, string> part) => match switch
    {
        TextMatch.Contains => $"{text} LIKE {part(Binding.Containing)}",
        TextMatch.EndsWith => $"{text} LIKE {part(Binding.Ending)}",
        _ => null,
    };

    public override string Call(ScalarFunction function, IReadOnlyList<string> arguments, FieldKind argumentKind) =>
        PostgresFunctions.Call(function, arguments, argumentKind);

    public override string Matches(string text, string pattern, Func<Binding, string>? slot) => slot is null
        ? throw new StoreException(StoreException.PatternNotOffered, "PostgreSQL can't take a pattern that stands in another field. Give the pattern itself.")
        : $"{Utf16Function.Name}({text}) ~ {slot(Binding.Pattern)}";

    public override string Convert(string value, FieldKind from, FieldKind to) => PostgresFunctions.Convert(value, from, to);

    public override string Sum(string value, FieldKind kind, string over = "") =>
        kind == FieldKind.Double ? $"SUM({value}){over}" : $"CAST(SUM({value}){over} AS bigint)";

    // Its own average of integers is a decimal with fewer digits than a real number has.
    public override string Average(string value) => $"(CAST(SUM({value}) AS double precision) / NULLIF(COUNT({value}), 0))";

    public override string Extreme(AggregateMethod method, string value, FieldKind kind) => (method, kind) switch
    {
        (AggregateMethod.Min, FieldKind.Boolean) => $"bool_and({value})",
        (_, FieldKind.Boolean) => $"bool_or({value})",
        (AggregateMethod.Min, _) => $"MIN({value})",
        _ => $"MAX({value})",
    };

    public override SearchShape Shape(SearchText search) => new(UsesIndex: false, Scans: true, search.All.Count <= MostIndexedTerms ? search.All.Count : null);

    public override string SearchProject(string key, string terms, int? count) =>
        $"{key} IN (SELECT found.\"ProjectId\" FROM \"{PostgresTables.ProjectSearch}\" AS found WHERE {Search(terms, count)})";

    public override string SearchTexts(IReadOnlyList<string> texts, string terms) =>
        $"{PostgresFunctions.Lower}(concat_ws({Between}, {string.Join(", ", texts)})) LIKE ALL ({terms})";

    // One term after the other, for an index answers no LIKE ALL.
    private static string Search(string terms, int? count) => count switch
    {
        null => $"(found.\"Text\" || {Between} || coalesce(found.\"Company\", '')) LIKE ALL ({terms})",
        0 => "1 = 1",
        { } known => string.Join(" AND ", Enumerable.Range(1, known).Select(term => SearchTerm(string.Create(CultureInfo.InvariantCulture, $"({terms})[{term}]")))),
    };

    private static string SearchTerm(string term) => $"(found.\"Text\" LIKE {term} OR found.\"Company\" LIKE {term})";

    private static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Date or FieldKind.Json => "text",
        FieldKind.Boolean => "boolean",
        FieldKind.Double => "double precision",
        _ => "bigint",
    };
}

using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>The dialect of SQLite 3.53. The store registers its own <c>lower</c> and <c>upper</c> for all of Unicode.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private static readonly string Scale = Money.Scale.ToString(CultureInfo.InvariantCulture);

    public override string SystemName => "sqlite";

    public override ParameterValues Values { get; } = new SqliteValues();

    public override string ExplainPrefix => "EXPLAIN QUERY PLAN ";

    public override bool JoinsTextIndex => true;

    // SQLite's default is nulls first ascending and last descending.
    public override string NullOrder(bool descending, bool isNullable) => "";

    public override string IsSame(string left, string right) => $"{left} IS {right}";

    public override string IsNotSame(string left, string right) => $"{left} IS NOT {right}";

    public override string Null(FieldKind kind) => "NULL";

    public override string InList(string value, string parameter, FieldKind kind) =>
        $"{value} IN (SELECT value FROM json_each({parameter}))";

    public override string Rows(string parameter, string alias) => $"json_each({parameter}) AS {alias}";

    public override string PerParent(string rows, string keys, string from, string key) =>
        $"FROM {rows} CROSS JOIN {from} WHERE {key} IN ({keys})";

    // Both parts are already in the order of the whole, so SQLite merges them during the scan.
    public override string RangeThenNulls(string select, string range, string nulls, (string OfPart, string OfAll) order, string limit) =>
        $"{select}{range} UNION ALL {select}{nulls}{order.OfAll}{limit}";

    public override string Contains(string text, string part) => $"instr({text}, {part}) > 0";

    // The first comparison lets an index on the column find the start.
    public override string StartsWith(string text, string part) => $"({text} >= {part} AND substr({text}, 1, length({part})) = {part})";

    public override string StartsWith(string text, string part, string end) => $"({text} >= {part} AND {text} < {end})";

    // substr(x, -0) is the whole text, so an empty suffix is a case of its own.
    public override string EndsWith(string text, string part) =>
        $"({text} IS NOT NULL AND (length({part}) = 0 OR substr({text}, -length({part})) = {part}))";

    public override string Matches(string text, string pattern, Func<ParameterBinding, string>? slot) =>
        $"matches({text}, {slot?.Invoke(ParameterBinding.Pattern) ?? pattern})";

    public override string Sum(string value, FieldKind kind, string over = "") => $"SUM({value}){over}";

    public override string Average(string value) => $"AVG({value})";

    public override string MinOrMax(AggregateMethod method, string value, FieldKind kind) =>
        method == AggregateMethod.Min ? $"MIN({value})" : $"MAX({value})";

    public override string Convert(string value, FieldKind from, FieldKind to) =>
        (from, to) switch
        {
            _ when from == to => value,
            (FieldKind.Int or FieldKind.Long, FieldKind.Decimal) => $"({value} * {Scale})",
            (FieldKind.Int or FieldKind.Long, FieldKind.Double) => $"CAST({value} AS REAL)",
            (FieldKind.Decimal, FieldKind.Double) => $"({value} / {Scale}.0)",
            (FieldKind.Double, FieldKind.Decimal) => RoundToInteger($"{value} * {Scale}"),
            (FieldKind.Date, FieldKind.Instant) => $"((CAST(strftime('%s', {value}) AS INTEGER) + 62135596800) * 10000000)",
            _ => value,
        };

    public override string TextIndex(bool foldsCase) => $"\"{IndexTable(foldsCase)}\" AS found";

    public override string TextIndexKey => "found.rowid";

    public override string TextIndexMatch(bool foldsCase, string query) => $"found.\"{IndexTable(foldsCase)}\" MATCH {query}";

    public override string IndexedText(FieldModel field, string parameter) => $"'{{{field.Name}}} : ' || {parameter}";

    public override string SearchIndexed(string terms) => SearchTexts([.. SearchColumns.Select(column => $"found.\"{column}\"")], terms);

    public override SearchShape GetSearchShape(SearchTerms search) => new(search.Long.Count > 0, search.Short.Count > 0);

    public override string SearchProject(string key, string terms, int? count) =>
        $"EXISTS (SELECT 1 FROM \"ProjectSearch\" AS found WHERE found.rowid = {key} AND {SearchIndexed(terms)})";

    public override string SearchTexts(IReadOnlyList<string> texts, string terms) =>
        $"{FindsTermsFunction.Name}({terms}, {string.Join(", ", texts)})";

    private static string IndexTable(bool foldsCase) => foldsCase ? "ProjectSearch" : "ProjectTexts";

    private static readonly string[] SearchColumns = ["Name", "Description", "Number", "Reference", "Company", "Tags"];

    public override string Call(ScalarFunction function, IReadOnlyList<string> a, FieldKind kind) =>
        function switch
        {
            ScalarFunction.Length => $"length({a[0]})",
            ScalarFunction.ToLower => $"lower({a[0]})",
            ScalarFunction.ToUpper => $"upper({a[0]})",
            ScalarFunction.Trim => $"trim({a[0]}, char(32, 9, 10, 13))",
            ScalarFunction.Concat => $"({a[0]} || {a[1]})",
            ScalarFunction.IndexOf => $"(instr({a[0]}, {a[1]}) - 1)",
            ScalarFunction.Substring => Substring(a),
            ScalarFunction.Add => $"({a[0]} + {a[1]})",
            ScalarFunction.Subtract => $"({a[0]} - {a[1]})",
            ScalarFunction.Negate => $"(-{a[0]})",
            ScalarFunction.Multiply => kind == FieldKind.Decimal
                ? RoundToInteger($"{a[0]} * 1.0 * {a[1]} / {Scale}")
                : $"({a[0]} * {a[1]})",
            ScalarFunction.Divide => kind == FieldKind.Decimal
                ? RoundToInteger($"{a[0]} * {Scale}.0 / {a[1]}")
                : $"({a[0]} * 1.0 / {a[1]})",
            ScalarFunction.IntegerDivide => $"({a[0]} / {a[1]})",
            // SQLite's % converts real numbers to integers first.
            ScalarFunction.Modulo => kind == FieldKind.Double
                ? $"({a[0]} - {a[1]} * CAST({a[0]} / {a[1]} AS INTEGER))"
                : $"({a[0]} % {a[1]})",
            ScalarFunction.Round or ScalarFunction.Floor or ScalarFunction.Ceiling => RoundFunction(function, a[0], kind),
            ScalarFunction.ToText => $"CAST({a[0]} AS TEXT)",
            ScalarFunction.ToInteger => kind == FieldKind.Decimal ? $"({a[0]} / {Scale})" : $"CAST({a[0]} AS INTEGER)",
            ScalarFunction.ToDecimal => Convert(a[0], kind, FieldKind.Decimal),
            ScalarFunction.ToDouble => Convert(a[0], kind, FieldKind.Double),
            ScalarFunction.ToInstant => Convert(a[0], kind, FieldKind.Instant),
            ScalarFunction.TimeOfDay => $"({a[0]} % 864000000000)",
            ScalarFunction.TotalSeconds => $"({a[0]} / 1000)",
            ScalarFunction.Hour when kind == FieldKind.TimeOfDay => $"({a[0]} / 36000000000)",
            ScalarFunction.Minute when kind == FieldKind.TimeOfDay => $"({a[0]} / 600000000 % 60)",
            ScalarFunction.Second when kind == FieldKind.TimeOfDay => $"({a[0]} / 10000000 % 60)",
            ScalarFunction.TotalOffsetMinutes => $"({a[0]} * 0)",
            ScalarFunction.FractionalSeconds => $"(({a[0]} % 10000000) / 1000)",
            _ => CallOnDate(function, kind == FieldKind.Instant ? $"({a[0]} / 10000000 - 62135596800), 'unixepoch'" : a[0]),
        };

    // A negative start counts from the end (OData 4.01), as in SQLite.
    private static string Substring(IReadOnlyList<string> a)
    {
        var start = $"CASE WHEN {a[1]} < 0 THEN {a[1]} ELSE {a[1]} + 1 END";
        return a.Count == 3 ? $"substr({a[0]}, {start}, max({a[2]}, 0))" : $"substr({a[0]}, {start})";
    }

    private static string RoundToInteger(string real) => $"CAST(round({real}) AS INTEGER)";

    // Uses scaled integers, so that a half is exact. Halves are rounded away from zero, as OData requires.
    private static string RoundFunction(ScalarFunction function, string x, FieldKind kind) =>
        (function, kind) switch
        {
            (_, FieldKind.Int or FieldKind.Long) => x,
            (ScalarFunction.Round, FieldKind.Decimal) =>
                $"(CASE WHEN {x} < 0 THEN -((-{x} + {Scale} / 2) / {Scale}) ELSE ({x} + {Scale} / 2) / {Scale} END * {Scale})",
            (ScalarFunction.Floor, FieldKind.Decimal) => $"({x} - (({x} % {Scale}) + {Scale}) % {Scale})",
            (ScalarFunction.Ceiling, FieldKind.Decimal) => $"({x} + (({Scale} - {x} % {Scale}) % {Scale}))",
            (ScalarFunction.Round, _) => $"round({x})",
            (ScalarFunction.Floor, _) => $"CAST(CAST({x} AS INTEGER) - ({x} < CAST({x} AS INTEGER)) AS REAL)",
            _ => $"CAST(CAST({x} AS INTEGER) + ({x} > CAST({x} AS INTEGER)) AS REAL)",
        };

    private static string CallOnDate(ScalarFunction function, string date) =>
        function switch
        {
            ScalarFunction.Year => DatePart("%Y", date),
            ScalarFunction.Month => DatePart("%m", date),
            ScalarFunction.Day => DatePart("%d", date),
            ScalarFunction.Hour => DatePart("%H", date),
            ScalarFunction.Minute => DatePart("%M", date),
            ScalarFunction.Second => DatePart("%S", date),
            ScalarFunction.Quarter => $"(({DatePart("%m", date)} + 2) / 3)",
            // ISO 8601: the week that contains the Thursday.
            ScalarFunction.Week => $"((CAST(strftime('%j', {date}, '-3 days', 'weekday 4') AS INTEGER) - 1) / 7 + 1)",
            ScalarFunction.Date => $"date({date})",
            ScalarFunction.StartOfYear => $"date({date}, 'start of year')",
            ScalarFunction.StartOfMonth => $"date({date}, 'start of month')",
            ScalarFunction.StartOfQuarter => $"date({date}, 'start of month', '-' || (({DatePart("%m", date)} - 1) % 3) || ' months')",
            ScalarFunction.StartOfWeek => $"date({date}, 'weekday 0', '-6 days')",
            _ => throw new NotSupportedException($"{function} is not a function of dates."),
        };

    private static string DatePart(string format, string date) => $"CAST(strftime('{format}', {date}) AS INTEGER)";
}

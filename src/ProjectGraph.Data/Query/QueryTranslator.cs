using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Translates a plan to SQL: one statement per level and one more for a total.</summary>
/// <param name="shape">The text lookup by length, the page sizes that are literals, and the accounts whose rows are read.</param>
internal sealed class QueryTranslator(SqlDialect dialect, StatementShape shape)
{
    private const string Parents = "parents";

    private readonly PageSizes? _sizes = shape.Sizes;
    private readonly StatementShape _shapeBelowRoot = shape.BelowRoot;
    private readonly SqlTables _tables = new(dialect, shape.Accounts);

    public LevelStatements Translate(QueryPlan plan) =>
        plan.Aggregation is { } aggregation
            ? new(
                plan,
                TranslateGroups(plan, aggregation),
                GetColumns(aggregation),
                plan.CountsTotal ? TranslateGroupCount(plan, aggregation) : null,
                []
            )
            : new(
                plan,
                plan.Selection is null ? null : TranslateRows(plan),
                GetColumns(plan),
                plan.CountsTotal ? TranslateTotal(plan) : null,
                TranslateNested(plan)
            );

    private LevelStatements[] TranslateNested(QueryPlan plan) => [.. (plan.Selection?.Nested ?? []).Select(TranslateNested)];

    private LevelStatements TranslateNested(NestedSelection nested) =>
        nested.Plan.Aggregation is { } aggregation
            ? new(nested.Plan, TranslateNestedGroups(nested, aggregation), GetColumns(aggregation), Total: null, [])
            : new(
                nested.Plan,
                nested.Plan.Selection is null ? null : TranslateNestedRows(nested),
                GetColumns(nested.Plan),
                nested.Plan.CountsTotal ? TranslateNestedTotal(nested) : null,
                TranslateNested(nested.Plan),
                CanReadAllRows(nested.Plan) ? AllRowsPerParent(nested, $" LIMIT {LevelStatements.MaxAllRows}") : null
            );

    private static bool CanReadAllRows(QueryPlan plan) =>
        plan is { Selection: not null, Page: KeysetPage or OffsetPage { SkipSlot: null, TakeSlot: not null } };

    private static ResultColumn[] GetColumns(QueryPlan plan) =>
        [
            .. (plan.Selection?.Columns ?? []).Select(column => new ResultColumn(
                column.Kind,
                IsReal: column is ColumnScalar { IsReal: true }
            )),
        ];

    private static ResultColumn[] GetColumns(Aggregation aggregation) =>
        [.. aggregation.Keys.Select(key => new ResultColumn(key.Kind)), .. aggregation.Aggregates.Select(GetColumn)];

    private static ResultColumn GetColumn(Aggregate aggregate) =>
        new(aggregate.Kind, aggregate.Method == AggregateMethod.Average && aggregate.Argument!.Kind != FieldKind.Double);

    private Statement TranslateRows(QueryPlan plan)
    {
        var sql = new LevelSql(dialect, _tables, plan);
        var columns = sql.Columns(plan.Selection!.Columns);
        if (sql.HasRangeThenNulls(plan.Page))
        {
            var (range, nulls) = (
                LevelSql.Where(sql.Conditions(plan, shape, nulls: false)),
                LevelSql.Where(sql.Conditions(plan, shape, nulls: true))
            );
            var select = $"SELECT {columns}{sql.OrderColumns} FROM {sql.From}";
            return sql.Statement(
                dialect.RangeThenNulls(
                    select,
                    range,
                    nulls,
                    (sql.OrderBy(), sql.OrderByColumns(Math.Max(1, plan.Selection.Columns.Count))),
                    sql.LimitClause(plan.Page, _sizes)
                )
            );
        }
        var where = LevelSql.Where(sql.Conditions(plan, shape));
        var order = sql.OrderBy();
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{order}{sql.LimitClause(plan.Page, _sizes)}");
    }

    private Statement TranslateTotal(QueryPlan plan)
    {
        var sql = new LevelSql(dialect, _tables, plan);
        var conditions = sql.Conditions(plan with { Page = Page.All }, shape).ToArray();
        return sql.Statement($"SELECT COUNT(*) FROM {sql.CountFrom(conditions)}{LevelSql.Where(conditions)}");
    }

    private Statement TranslateGroups(QueryPlan plan, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, _tables, plan);
        var columns = sql.GroupColumns(aggregation);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, shape));
        if (sql.SingleGroupCondition(aggregation) is { } condition)
            return sql.Statement(
                $"SELECT * FROM (SELECT {columns}, {condition} AS counts FROM {sql.From}{where}) AS single WHERE counts{sql.LimitClause(plan.Page, _sizes)}"
            );
        var groupBy = sql.GroupBy(aggregation);
        var order = sql.GroupOrderBy(plan, aggregation);
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{groupBy}{order}{sql.LimitClause(plan.Page, _sizes)}");
    }

    private Statement TranslateGroupCount(QueryPlan plan, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, _tables, plan);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, shape));
        if (sql.SingleGroupCondition(aggregation) is { } condition)
            return sql.Statement($"SELECT COUNT(*) FROM (SELECT {condition} AS counts FROM {sql.From}{where}) AS single WHERE counts");
        var groupBy = sql.GroupBy(aggregation);
        // Without keys, the aggregate itself makes all rows one group.
        return sql.Statement(
            $"SELECT COUNT(*) FROM (SELECT {(groupBy.Length > 0 ? "1" : "COUNT(*)")} FROM {sql.From}{where}{groupBy}) AS groups"
        );
    }

    // One statement serves all parents, independent of their number.
    private Statement TranslateNestedRows(NestedSelection nested) =>
        LevelSql.IsLimited(nested.Plan.Page) ? PagePerParent(nested) : AllRowsPerParent(nested, limit: "");

    /// <summary>Reads all rows of all parents. With a limit, the result is only usable if the limit is not reached.</summary>
    private Statement AllRowsPerParent(NestedSelection nested, string limit)
    {
        var sql = new LevelSql(dialect, _tables, nested.Plan, nested.Relation);
        var columns = sql.Columns(nested.Plan.Selection!.Columns);
        var where = LevelSql.Where(sql.Conditions(nested.Plan, _shapeBelowRoot));
        var order = sql.OrderBy(sql.Parent);
        return sql.Statement($"SELECT {sql.Parent}, {columns} FROM {sql.From}{where}{order}{limit}");
    }

    // Each parent's page is found separately, like a page of the root. Rows after the page are not read.
    private Statement PagePerParent(NestedSelection nested)
    {
        const string parent = $"{Parents}.value";
        var sql = new LevelSql(dialect, _tables, nested.Plan);
        var columns = sql.Columns(nested.Plan.Selection!.Columns);
        var page = SelectPageKeys(new(dialect, _tables, nested.Plan, nested.Relation, within: sql, parent), nested.Plan);
        var order = sql.OrderBy(parent);
        return sql.Statement(
            $"SELECT {parent}, {columns} {dialect.PerParent(dialect.Rows(SqlParameters.Parents, Parents), page, sql.From, sql.Key)}{order}"
        );
    }

    private string SelectPageKeys(LevelSql sql, QueryPlan plan)
    {
        if (sql.HasRangeThenNulls(plan.Page))
        {
            var (range, nulls) = (
                LevelSql.Where(sql.Conditions(plan, _shapeBelowRoot, nulls: false)),
                LevelSql.Where(sql.Conditions(plan, _shapeBelowRoot, nulls: true))
            );
            var select = $"SELECT {sql.Key} AS page{sql.OrderColumns} FROM {sql.From}";
            return $"SELECT page FROM ({dialect.RangeThenNulls(select, range, nulls, (sql.OrderBy(), sql.OrderByColumns(1)), sql.LimitClause(plan.Page, _sizes))}) AS pages";
        }
        var where = LevelSql.Where(sql.Conditions(plan, _shapeBelowRoot));
        var order = sql.OrderBy();
        return $"SELECT {sql.Key} FROM {sql.From}{where}{order}{sql.LimitClause(plan.Page, _sizes)}";
    }

    /// <summary>Reads all groups of each parent's rows, because a page of groups does not read fewer rows.</summary>
    private Statement TranslateNestedGroups(NestedSelection nested, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, _tables, nested.Plan, nested.Relation);
        var columns = sql.GroupColumns(aggregation);
        var where = LevelSql.Where(sql.Conditions(nested.Plan with { Page = Page.All }, _shapeBelowRoot));
        var groupBy = sql.GroupBy(aggregation, sql.Parent);
        var order = sql.GroupOrderBy(nested.Plan, aggregation, sql.Parent);
        return sql.Statement($"SELECT {sql.Parent}, {columns} FROM {sql.From}{where}{groupBy}{order}");
    }

    private Statement TranslateNestedTotal(NestedSelection nested)
    {
        var sql = new LevelSql(dialect, _tables, nested.Plan, nested.Relation);
        var where = LevelSql.Where(sql.Conditions(nested.Plan with { Page = Page.All }, _shapeBelowRoot));
        return sql.Statement($"SELECT {sql.Parent}, COUNT(*) FROM {sql.From}{where} GROUP BY {sql.Parent}");
    }
}

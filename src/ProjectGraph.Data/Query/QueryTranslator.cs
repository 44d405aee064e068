using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Turns a plan into SQL: one statement a level, one more for a total.</summary>
internal sealed class QueryTranslator(SqlDialect dialect)
{
    /// <param name="search">How the search text, if any, is looked up: that depends on its terms' lengths.</param>
    public LevelStatements Translate(QueryPlan plan, SearchShape search) => plan.Aggregation is { } aggregation
        ? new(plan, Groups(plan, aggregation, search), [.. aggregation.Keys.Select(key => new ColumnRead(key.Kind)), .. aggregation.Aggregates.Select(Read)],
            plan.CountsTotal ? GroupCount(plan, aggregation, search) : null, [])
        : new(plan, plan.Selection is null ? null : Rows(plan, search), Columns(plan), plan.CountsTotal ? Total(plan, search) : null, Nested(plan));

    private LevelStatements[] Nested(QueryPlan plan) =>
        [.. (plan.Selection?.Nested ?? []).Select(nested => new LevelStatements(
            nested.Plan,
            nested.Plan.Selection is null ? null : NestedRows(nested),
            Columns(nested.Plan),
            nested.Plan.CountsTotal ? NestedTotal(nested) : null,
            Nested(nested.Plan)))];

    private static ColumnRead[] Columns(QueryPlan plan) => [.. (plan.Selection?.Columns ?? []).Select(column => new ColumnRead(column.Kind, IsReal: column is ColumnScalar { IsReal: true }))];

    private static ColumnRead Read(Aggregate aggregate) =>
        new(aggregate.Kind, aggregate.Method == AggregateMethod.Average && aggregate.Of!.Kind != FieldKind.Double);

    private Statement Rows(QueryPlan plan, SearchShape search)
    {
        var sql = new LevelSql(dialect, plan);
        var columns = sql.Columns(plan.Selection!.Columns);
        if (sql.EndsInNulls(plan.Page))
        {
            var (range, nulls) = (LevelSql.Where(sql.Conditions(plan, search, nulls: false)), LevelSql.Where(sql.Conditions(plan, search, nulls: true)));
            var select = $"SELECT {columns}{sql.OrderColumns} FROM {sql.From}";
            return sql.Statement($"{select}{range} UNION ALL {select}{nulls}{sql.OrderByColumns(Math.Max(1, plan.Selection.Columns.Count))}{sql.Limit(plan.Page)}");
        }
        var where = LevelSql.Where(sql.Conditions(plan, search));
        var order = sql.OrderBy();
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{order}{sql.Limit(plan.Page)}");
    }

    private Statement Total(QueryPlan plan, SearchShape search)
    {
        var sql = new LevelSql(dialect, plan);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, search));
        return sql.Statement($"SELECT COUNT(*) FROM {sql.CountFrom(plan, search)}{where}");
    }

    private Statement Groups(QueryPlan plan, Aggregation aggregation, SearchShape search)
    {
        var sql = new LevelSql(dialect, plan);
        var columns = sql.GroupColumns(aggregation);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, search));
        if (sql.OnlyGroup(aggregation) is { } condition)
            return sql.Statement($"SELECT * FROM (SELECT {columns}, {condition} AS counts FROM {sql.From}{where}) AS only WHERE counts{sql.Limit(plan.Page)}");
        var groupBy = sql.GroupBy(aggregation);
        var order = sql.GroupOrderBy(plan, aggregation);
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{groupBy}{order}{sql.Limit(plan.Page)}");
    }

    private Statement GroupCount(QueryPlan plan, Aggregation aggregation, SearchShape search)
    {
        var sql = new LevelSql(dialect, plan);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, search));
        if (sql.OnlyGroup(aggregation) is { } condition)
            return sql.Statement($"SELECT COUNT(*) FROM (SELECT {condition} AS counts FROM {sql.From}{where}) AS only WHERE counts");
        var groupBy = sql.GroupBy(aggregation);
        // Without keys it is the aggregate that makes all rows one group.
        return sql.Statement($"SELECT COUNT(*) FROM (SELECT {(groupBy.Length > 0 ? "1" : "COUNT(*)")} FROM {sql.From}{where}{groupBy}) AS groups");
    }

    // The parents' page is one statement, whatever their number: ROW_NUMBER counts each parent's rows by themselves.
    private Statement NestedRows(NestedSelection nested)
    {
        var sql = new LevelSql(dialect, nested.Plan, nested.Relation);
        var columns = sql.Columns(nested.Plan.Selection!.Columns);
        var where = LevelSql.Where(sql.Conditions(nested.Plan, SearchShape.Unknown));
        var order = sql.OrderBy();
        if (!LevelSql.IsLimited(nested.Plan.Page))
            return sql.Statement($"SELECT {sql.Parent}, {columns} FROM {sql.From}{where}{sql.OrderBy(sql.Parent)}");
        var named = sql.NamedColumns(nested.Plan.Selection.Columns);
        var position = $"ROW_NUMBER() OVER (PARTITION BY {sql.Parent}{order}) AS position";
        var numbered = $"SELECT {sql.Parent} AS parent{named}, {position} FROM {sql.From}{where}";
        var names = LevelSql.ColumnNames(nested.Plan.Selection.Columns.Count);
        return sql.Statement($"SELECT parent{names} FROM ({numbered}) AS page WHERE {sql.Position(nested.Plan.Page)} ORDER BY parent, position");
    }

    private Statement NestedTotal(NestedSelection nested)
    {
        var sql = new LevelSql(dialect, nested.Plan, nested.Relation);
        var where = LevelSql.Where(sql.Conditions(nested.Plan with { Page = Page.All }, SearchShape.Unknown));
        return sql.Statement($"SELECT {sql.Parent}, COUNT(*) FROM {sql.From}{where} GROUP BY {sql.Parent}");
    }
}

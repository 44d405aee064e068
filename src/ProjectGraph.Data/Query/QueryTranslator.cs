using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Translates a plan to SQL: one statement per level and one more for a total.</summary>
/// <param name="shape">The text lookup by length, the page sizes that are literals, and the accounts whose rows are read.</param>
internal sealed class QueryTranslator(SqlDialect dialect, StatementShape shape)
{
    private const string Parents = "parents";

    private readonly PageSizes? sizes = shape.Sizes;
    private readonly StatementShape below = shape.Below;
    private readonly SqlTables tables = new(dialect, shape.Accounts);

    public LevelStatements Translate(QueryPlan plan) => plan.Aggregation is { } aggregation
        ? new(plan, Groups(plan, aggregation), Columns(aggregation), plan.CountsTotal ? GroupCount(plan, aggregation) : null, [])
        : new(plan, plan.Selection is null ? null : Rows(plan), Columns(plan), plan.CountsTotal ? Total(plan) : null, Nested(plan));

    private LevelStatements[] Nested(QueryPlan plan) => [.. (plan.Selection?.Nested ?? []).Select(Nested)];

    private LevelStatements Nested(NestedSelection nested) => nested.Plan.Aggregation is { } aggregation
        ? new(nested.Plan, NestedGroups(nested, aggregation), Columns(aggregation), Total: null, [])
        : new(
            nested.Plan,
            nested.Plan.Selection is null ? null : NestedRows(nested),
            Columns(nested.Plan),
            nested.Plan.CountsTotal ? NestedTotal(nested) : null,
            Nested(nested.Plan),
            CanBeWhole(nested.Plan) ? AllOfEach(nested, $" LIMIT {LevelStatements.MostWhole}") : null);

    private static bool CanBeWhole(QueryPlan plan) => plan is { Selection: not null, Page: KeysetPage or OffsetPage { SkipSlot: null, TakeSlot: not null } };

    private static ColumnRead[] Columns(QueryPlan plan) => [.. (plan.Selection?.Columns ?? []).Select(column => new ColumnRead(column.Kind, IsReal: column is ColumnScalar { IsReal: true }))];

    private static ColumnRead[] Columns(Aggregation aggregation) => [.. aggregation.Keys.Select(key => new ColumnRead(key.Kind)), .. aggregation.Aggregates.Select(Read)];

    private static ColumnRead Read(Aggregate aggregate) =>
        new(aggregate.Kind, aggregate.Method == AggregateMethod.Average && aggregate.Of!.Kind != FieldKind.Double);

    private Statement Rows(QueryPlan plan)
    {
        var sql = new LevelSql(dialect, tables, plan);
        var columns = sql.Columns(plan.Selection!.Columns);
        if (sql.EndsInNulls(plan.Page))
        {
            var (range, nulls) = (LevelSql.Where(sql.Conditions(plan, shape, nulls: false)), LevelSql.Where(sql.Conditions(plan, shape, nulls: true)));
            var select = $"SELECT {columns}{sql.OrderColumns} FROM {sql.From}";
            return sql.Statement(dialect.InParts(select, range, nulls, (sql.OrderBy(), sql.OrderByColumns(Math.Max(1, plan.Selection.Columns.Count))), sql.Limit(plan.Page, sizes)));
        }
        var where = LevelSql.Where(sql.Conditions(plan, shape));
        var order = sql.OrderBy();
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{order}{sql.Limit(plan.Page, sizes)}");
    }

    private Statement Total(QueryPlan plan)
    {
        var sql = new LevelSql(dialect, tables, plan);
        var conditions = sql.Conditions(plan with { Page = Page.All }, shape).ToArray();
        return sql.Statement($"SELECT COUNT(*) FROM {sql.CountFrom(conditions)}{LevelSql.Where(conditions)}");
    }

    private Statement Groups(QueryPlan plan, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, tables, plan);
        var columns = sql.GroupColumns(aggregation);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, shape));
        if (sql.OnlyGroup(aggregation) is { } condition)
            return sql.Statement($"SELECT * FROM (SELECT {columns}, {condition} AS counts FROM {sql.From}{where}) AS single WHERE counts{sql.Limit(plan.Page, sizes)}");
        var groupBy = sql.GroupBy(aggregation);
        var order = sql.GroupOrderBy(plan, aggregation);
        return sql.Statement($"SELECT {columns} FROM {sql.From}{where}{groupBy}{order}{sql.Limit(plan.Page, sizes)}");
    }

    private Statement GroupCount(QueryPlan plan, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, tables, plan);
        var where = LevelSql.Where(sql.Conditions(plan with { Page = Page.All }, shape));
        if (sql.OnlyGroup(aggregation) is { } condition)
            return sql.Statement($"SELECT COUNT(*) FROM (SELECT {condition} AS counts FROM {sql.From}{where}) AS single WHERE counts");
        var groupBy = sql.GroupBy(aggregation);
        // Without keys, the aggregate itself makes all rows one group.
        return sql.Statement($"SELECT COUNT(*) FROM (SELECT {(groupBy.Length > 0 ? "1" : "COUNT(*)")} FROM {sql.From}{where}{groupBy}) AS groups");
    }

    // One statement serves all parents, independent of their number.
    private Statement NestedRows(NestedSelection nested) =>
        LevelSql.IsLimited(nested.Plan.Page) ? PageOfEach(nested) : AllOfEach(nested, limit: "");

    /// <summary>Reads all rows of all parents. With a limit, the result is only usable if the limit is not reached.</summary>
    private Statement AllOfEach(NestedSelection nested, string limit)
    {
        var sql = new LevelSql(dialect, tables, nested.Plan, nested.Relation);
        var columns = sql.Columns(nested.Plan.Selection!.Columns);
        var where = LevelSql.Where(sql.Conditions(nested.Plan, below));
        var order = sql.OrderBy(sql.Parent);
        return sql.Statement($"SELECT {sql.Parent}, {columns} FROM {sql.From}{where}{order}{limit}");
    }

    // Each parent's page is found separately, like a page of the root. Rows after the page are not read.
    private Statement PageOfEach(NestedSelection nested)
    {
        const string parent = $"{Parents}.value";
        var sql = new LevelSql(dialect, tables, nested.Plan);
        var columns = sql.Columns(nested.Plan.Selection!.Columns);
        var page = KeysOfPage(new(dialect, tables, nested.Plan, nested.Relation, within: sql, parent), nested.Plan);
        var order = sql.OrderBy(parent);
        return sql.Statement($"SELECT {parent}, {columns} {dialect.OfEach(dialect.Rows(SqlParameters.Parents, Parents), page, sql.From, sql.Key)}{order}");
    }

    private string KeysOfPage(LevelSql sql, QueryPlan plan)
    {
        if (sql.EndsInNulls(plan.Page))
        {
            var (range, nulls) = (LevelSql.Where(sql.Conditions(plan, below, nulls: false)), LevelSql.Where(sql.Conditions(plan, below, nulls: true)));
            var select = $"SELECT {sql.Key} AS page{sql.OrderColumns} FROM {sql.From}";
            return $"SELECT page FROM ({dialect.InParts(select, range, nulls, (sql.OrderBy(), sql.OrderByColumns(1)), sql.Limit(plan.Page, sizes))}) AS pages";
        }
        var where = LevelSql.Where(sql.Conditions(plan, below));
        var order = sql.OrderBy();
        return $"SELECT {sql.Key} FROM {sql.From}{where}{order}{sql.Limit(plan.Page, sizes)}";
    }

    /// <summary>Reads all groups of each parent's rows, because a page of groups does not read fewer rows.</summary>
    private Statement NestedGroups(NestedSelection nested, Aggregation aggregation)
    {
        var sql = new LevelSql(dialect, tables, nested.Plan, nested.Relation);
        var columns = sql.GroupColumns(aggregation);
        var where = LevelSql.Where(sql.Conditions(nested.Plan with { Page = Page.All }, below));
        var groupBy = sql.GroupBy(aggregation, sql.Parent);
        var order = sql.GroupOrderBy(nested.Plan, aggregation, sql.Parent);
        return sql.Statement($"SELECT {sql.Parent}, {columns} FROM {sql.From}{where}{groupBy}{order}");
    }

    private Statement NestedTotal(NestedSelection nested)
    {
        var sql = new LevelSql(dialect, tables, nested.Plan, nested.Relation);
        var where = LevelSql.Where(sql.Conditions(nested.Plan with { Page = Page.All }, below));
        return sql.Statement($"SELECT {sql.Parent}, COUNT(*) FROM {sql.From}{where} GROUP BY {sql.Parent}");
    }
}

using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The clauses of one level's statement. Joins come from the expressions, so <see cref="From"/> is read last.</summary>
internal sealed class LevelSql
{
    private readonly SqlDialect dialect;
    private readonly SqlParameters parameters = new();
    private readonly SqlExpressions expressions;
    private readonly SqlScope scope;
    private readonly IReadOnlyList<Ordering> order;
    private readonly RelationModel? relation;
    private readonly string? through;
    private readonly string? derived;
    private readonly bool backward;
    private int aliases;
    private bool searched;

    /// <param name="relation">Leads from the parents to this level; null for the root.</param>
    public LevelSql(SqlDialect dialect, QueryPlan plan, RelationModel? relation = null)
    {
        this.dialect = dialect;
        this.relation = relation;
        expressions = new(dialect, parameters) { Groups = plan.Aggregation };
        scope = new(plan.Source, () => $"t{aliases++}");
        if (relation?.Join is not null) through = $"t{aliases++}";
        foreach (var further in plan.Cross) scope.Crossed.Add(new(further, scope.NextAlias));
        derived = plan.From is { } table ? expressions.Table(table, scope.NextAlias) : null;
        order = KeyAppended(plan);
        backward = plan.Page is KeysetPage { Backward: true };
    }

    /// <summary>The value by which a nested row belongs to its parent.</summary>
    public string Parent => relation!.Join is { } join
        ? SqlExpressions.Column(through!, join.Near)
        : SqlExpressions.Column(scope.Alias, relation.To);

    public string From => searched
        ? $"{dialect.SearchIndex} JOIN {Table} ON {SqlExpressions.Column(scope.Alias, scope.Entity.Key)} = {dialect.SearchKey}{scope.Joins}"
        : relation?.Join is { } join
        ? $"\"{join.Table.Set}\" {through} JOIN {Table} ON {SqlExpressions.Column(scope.Alias, relation.To)} = {SqlExpressions.Column(through!, join.Far)}{scope.Joins}"
        : $"{Table}{scope.Joins}{string.Concat(scope.Crossed.Select(each => $" CROSS JOIN \"{each.Entity.Set}\" {each.Alias}{each.Joins}"))}";

    /// <summary>What is counted from: a search that nothing else narrows needs no look at the rows that it finds.</summary>
    public string CountFrom(QueryPlan plan, SearchShape search) =>
        searched && plan.Filter is null && !search.Scans ? dialect.SearchIndex : From;

    private string Table => derived is null ? $"\"{scope.Entity.Set}\" {scope.Alias}" : $"({derived}) AS {scope.Alias}";

    public static bool IsLimited(Page page) => page is KeysetPage or OffsetPage { TakeSlot: not null } or OffsetPage { SkipSlot: not null };

    /// <summary>The columns that <see cref="NamedColumns"/> named, each with a comma before it.</summary>
    public static string ColumnNames(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $", c{i}"));

    public string Columns(IReadOnlyList<Scalar> columns) =>
        columns.Count == 0 ? "1" : string.Join(", ", columns.Select(column => expressions.Scalar(column, scope)));

    public string NamedColumns(IReadOnlyList<Scalar> columns) =>
        string.Concat(columns.Select((column, i) => $", {expressions.Scalar(column, scope)} AS c{i}"));

    public string GroupColumns(Aggregation aggregation) =>
        string.Join(", ", aggregation.Keys.Select(key => expressions.Scalar(key, scope)).Concat(aggregation.Aggregates.Select(AggregateColumn)));

    public string GroupBy(Aggregation aggregation)
    {
        if (aggregation.Keys.Count == 0) return "";
        var keys = $" GROUP BY {string.Join(", ", aggregation.Keys.Select(key => expressions.Scalar(key, scope)))}";
        return aggregation.Having is { } having ? $"{keys} HAVING {expressions.Filter(having, scope)}" : keys;
    }

    /// <summary>The condition on the one group that there is without keys, as a column; null where <see cref="GroupBy"/> has it.</summary>
    public string? OnlyGroup(Aggregation aggregation) =>
        aggregation is { Keys.Count: 0, Having: { } having } ? $"({expressions.Filter(having, scope)})" : null;

    // Groups have an order too, or pages of them would not be stable: what was asked for, then the keys.
    public string GroupOrderBy(QueryPlan plan, Aggregation aggregation)
    {
        var keys = aggregation.Keys.Select((key, i) => new Ordering(new GroupScalar(i, key.Kind)));
        var all = plan.Order.Concat(keys.Where(key => plan.Order.All(asked => asked.By != key.By))).Select(Order).ToArray();
        return all.Length == 0 ? "" : $" ORDER BY {string.Join(", ", all)}";
    }

    /// <summary>
    /// Whether beyond the page's cursor lie the rows of a range and then those without a value: each is a walk of an index,
    /// where one condition for both would be a walk of all of it up to the cursor.
    /// </summary>
    public bool EndsInNulls(Page page) =>
        page is KeysetPage keyset
        && (backward ? keyset.Before : keyset.After) is { } cursor && !cursor.IsNull[0]
        && order[0] is { By: FieldScalar { Path.Count: 0, IsNullable: true } } first && first.Descending != backward;

    /// <param name="nulls">Which part of the rows beyond the cursor, where <see cref="EndsInNulls"/>; null is all.</param>
    public IEnumerable<string> Conditions(QueryPlan plan, SearchShape search, bool? nulls = null)
    {
        if (relation is not null) yield return dialect.InList(Parent, SqlParameters.Parents, FieldKind.Long);
        if (relation?.Join is { } join) yield return $"{SqlExpressions.Column(through!, join.Discriminator)} = {join.Value.ToString(CultureInfo.InvariantCulture)}";
        if (plan.Filter is { } filter) yield return expressions.Filter(filter, scope);
        if (plan.SearchSlot is { } slot)
            foreach (var condition in Search(slot, search)) yield return condition;
        if (plan.Page is not KeysetPage page) yield break;
        var keyset = new SqlKeyset(parameters, expressions, scope, order);
        if (page.After is { } after) yield return keyset.Beyond(after, before: false, backward ? null : nulls);
        if (page.Before is { } before) yield return keyset.Beyond(before, before: true, backward ? nulls : null);
    }

    public static string Where(IEnumerable<string> conditions)
    {
        var all = conditions.ToArray();
        return all.Length == 0 ? "" : $" WHERE {string.Join(" AND ", all)}";
    }

    public string OrderBy(string? first = null)
    {
        var all = order.Select(Order);
        return $" ORDER BY {string.Join(", ", first is null ? all : all.Prepend(first))}";
    }

    /// <summary>The values of the ordering as further columns, each with a comma before it.</summary>
    public string OrderColumns => string.Concat(order.Select(each => $", {expressions.Scalar(each.By, scope)}"));

    /// <summary>The same ordering by <see cref="OrderColumns"/>, which stand behind this many columns.</summary>
    public string OrderByColumns(int columns) =>
        $" ORDER BY {string.Join(", ", order.Select((each, i) => Directed($"{columns + i + 1}", each)))}";

    /// <summary>One row more than asked for tells whether the page is the last.</summary>
    public string Limit(Page page) => page switch
    {
        KeysetPage keyset => $" LIMIT {parameters.Count(keyset.TakeSlot)} + 1",
        OffsetPage { TakeSlot: { } take } offset => $" LIMIT {parameters.Count(take)} + 1{Skip(offset)}",
        OffsetPage { SkipSlot: not null } offset => $" LIMIT {long.MaxValue}{Skip(offset)}",
        _ => "",
    };

    /// <summary>The same for the rows of each parent.</summary>
    public string Position(Page page) => page switch
    {
        KeysetPage keyset => $"position <= {parameters.Count(keyset.TakeSlot)} + 1",
        OffsetPage { TakeSlot: { } take, SkipSlot: { } skip } => $"position > {parameters.Count(skip)} AND position <= {parameters.Count(skip)} + {parameters.Count(take)} + 1",
        OffsetPage { TakeSlot: { } take } => $"position <= {parameters.Count(take)} + 1",
        OffsetPage { SkipSlot: { } skip } => $"position > {parameters.Count(skip)}",
        _ => "1 = 1",
    };

    public Statement Statement(string sql) => new(sql, [.. parameters.All]);

    private string Skip(OffsetPage page) => page.SkipSlot is { } skip ? $" OFFSET {parameters.Count(skip)}" : "";

    // Only projects have an index, and only at the root does the text's shape choose the statement.
    private IEnumerable<string> Search(int slot, SearchShape shape)
    {
        var key = SqlExpressions.Column(scope.Alias, scope.Entity.Key);
        if (scope.Entity != GraphModel.Instance.Projects)
        {
            var texts = scope.Entity.Fields.Where(field => field.Kind == FieldKind.Text).Select(field => SqlExpressions.Column(scope.Alias, field));
            yield return dialect.SearchTexts([.. texts], parameters.Search(slot, Binding.SearchAll));
            yield break;
        }
        searched = shape.UsesIndex;
        if (searched) yield return dialect.SearchMatch(parameters.Search(slot, Binding.SearchMatch));
        if (shape.Scans) yield return dialect.SearchProject(key, parameters.Search(slot, shape.UsesIndex ? Binding.SearchShort : Binding.SearchAll));
    }

    private string AggregateColumn(Aggregate aggregate)
    {
        if (aggregate is not { Method: AggregateMethod.Average, Of: { Kind: not FieldKind.Double } of }) return expressions.Aggregate(aggregate, scope);
        var value = dialect.Convert(expressions.Scalar(of, scope), of.Kind, FieldKind.Decimal);
        return $"SUM({value}), COUNT({value})";
    }

    // The text index finds rows in the order of its own key: sorted by that, a page is read and no more.
    private string Order(Ordering ordering) => searched && ordering.By is FieldScalar { Path.Count: 0, Field.IsKey: true } && order.Count == 1
        ? Directed(dialect.SearchKey, ordering)
        : Directed(expressions.Scalar(ordering.By, scope), ordering);

    private string Directed(string value, Ordering ordering)
    {
        var descending = ordering.Descending != backward;
        return $"{value}{(descending ? " DESC" : "")}{dialect.NullOrder(descending)}";
    }

    // The key makes every ordering total, always ascending.
    private static IReadOnlyList<Ordering> KeyAppended(QueryPlan plan)
    {
        if (plan.Aggregation is not null || plan.From is not null) return plan.Order;
        var end = plan.Order.Index().FirstOrDefault(each => each.Item.By is FieldScalar { Path.Count: 0, Field.IsKey: true }, (-1, null!)).Index;
        return end >= 0 ? [.. plan.Order.Take(end + 1)] : [.. plan.Order, new(new FieldScalar(plan.Source.Key))];
    }
}

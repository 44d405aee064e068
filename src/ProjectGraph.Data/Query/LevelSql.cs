using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Builds the clauses of one level's statement. Read <see cref="From"/> last: expressions add the joins.</summary>
internal sealed class LevelSql
{
    private readonly SqlDialect dialect;
    private readonly SqlTables tables;
    private readonly SqlParameters parameters;
    private readonly SqlExpressions expressions;
    private readonly SqlScope scope;
    private readonly IReadOnlyList<Ordering> order;
    private readonly RelationModel? relation;
    private readonly string? through;
    private readonly string? parent;
    private readonly string? derived;
    private readonly bool backward;
    private readonly Func<string> nextAlias;
    private string? index;

    /// <param name="relation">The relation from the parents to this level; null for the root.</param>
    /// <param name="within">The enclosing level, if this is a part of its statement. They share parameters and aliases.</param>
    /// <param name="parent">SQL of the single parent; null for all of <see cref="SqlParameters.Parents"/>.</param>
    public LevelSql(SqlDialect dialect, SqlTables tables, QueryPlan plan, RelationModel? relation = null, LevelSql? within = null, string? parent = null)
    {
        this.dialect = dialect;
        this.tables = tables;
        this.relation = relation;
        this.parent = parent;
        parameters = within?.parameters ?? new();
        nextAlias = within?.nextAlias ?? Aliases();
        expressions = new(dialect, tables, parameters) { Groups = plan.Aggregation };
        scope = new(plan.Source, tables, nextAlias);
        if (relation?.Join is not null) through = nextAlias();
        foreach (var source in plan.Cross) scope.Crossed.Add(new(source, tables, scope.NextAlias));
        derived = plan.From is { } table ? expressions.Table(table, scope.NextAlias) : null;
        order = KeyAppended(plan);
        backward = plan.Page is KeysetPage { Backward: true };
    }

    /// <summary>SQL of the value that identifies a nested row's parent.</summary>
    public string Parent => relation!.Join is { } join
        ? SqlExpressions.Column(through!, join.Near)
        : SqlExpressions.Column(scope.Alias, relation.To);

    public string Key => SqlExpressions.Column(scope.Alias, scope.Entity.Key);

    // CROSS JOIN: the index is scanned once from its beginning and never probed row by row.
    public string From => index is not null
        ? $"{index} CROSS JOIN {Table} ON {Key} = {dialect.TextIndexKey}{scope.Joins}"
        : relation?.Join is { } join
        ? $"{SqlTables.Table(join)} {through} JOIN {Table} ON {SqlExpressions.Column(scope.Alias, relation.To)} = {SqlExpressions.Column(through!, join.Far)}{scope.Joins}"
        : $"{Table}{scope.Joins}{string.Concat(scope.Crossed.Select(each => $" CROSS JOIN {tables.Table(each.Entity)} {each.Alias}{each.Joins}"))}";

    /// <summary>The source of a count. If an index alone finds the rows, and all of them count, the table is not read.</summary>
    public string CountFrom(IReadOnlyList<string> conditions) => index is not null && conditions.Count == 1 && tables.IsWhole(scope.Entity) ? index : From;

    private string Table => derived is null ? $"{tables.Table(scope.Entity)} {scope.Alias}" : $"({derived}) AS {scope.Alias}";

    public static bool IsLimited(Page page) => page is KeysetPage or OffsetPage { TakeSlot: not null } or OffsetPage { SkipSlot: not null };

    public string Columns(IReadOnlyList<Scalar> columns) =>
        columns.Count == 0 ? "1" : string.Join(", ", columns.Select(column => expressions.Scalar(column, scope)));

    public string GroupColumns(Aggregation aggregation) =>
        string.Join(", ", aggregation.Keys.Select(key => expressions.GroupKey(key, scope)).Concat(aggregation.Aggregates.Select(AggregateColumn)));

    /// <param name="first">A key before the group's own keys: the parent of a nested level.</param>
    public string GroupBy(Aggregation aggregation, string? first = null)
    {
        if (aggregation.Keys.Count == 0 && first is null) return "";
        var all = aggregation.Keys.Select(key => expressions.GroupKey(key, scope));
        var keys = $" GROUP BY {string.Join(", ", first is null ? all : all.Prepend(first))}";
        return aggregation.Having is { } having ? $"{keys} HAVING {expressions.Filter(having, scope)}" : keys;
    }

    /// <summary>The condition on the single group without keys, as a column; null where <see cref="GroupBy"/> contains it.</summary>
    public string? OnlyGroup(Aggregation aggregation) =>
        aggregation is { Keys.Count: 0, Having: { } having } ? $"({expressions.Filter(having, scope)})" : null;

    // Pages of groups are stable only with a total order: the requested order, then the keys.
    public string GroupOrderBy(QueryPlan plan, Aggregation aggregation, string? first = null)
    {
        var keys = aggregation.Keys.Select((key, i) => new Ordering(new GroupScalar(i, key.Kind)));
        var ordered = plan.Order.Concat(keys.Where(key => plan.Order.All(ordering => ordering.By != key.By))).Select(Order);
        string[] all = [.. first is null ? ordered : ordered.Prepend(first)];
        return all.Length == 0 ? "" : $" ORDER BY {string.Join(", ", all)}";
    }

    /// <summary>
    /// Whether the rows after the cursor are a range followed by the rows without a value. Each part scans an index range,
    /// whereas one condition for both would scan the index up to the cursor.
    /// </summary>
    public bool EndsInNulls(Page page) =>
        page is KeysetPage keyset
        && (backward ? keyset.Before : keyset.After) is { } cursor && !cursor.IsNull[0]
        && order[0] is { By: FieldScalar { Path.Count: 0, IsNullable: true } } first && first.Descending != backward;

    /// <param name="nulls">The part of the rows after the cursor, where <see cref="EndsInNulls"/>; null selects all.</param>
    public IEnumerable<string> Conditions(QueryPlan plan, StatementShape shape, bool? nulls = null)
    {
        if (relation is not null) yield return parent is null ? dialect.InList(Parent, SqlParameters.Parents, FieldKind.Long) : $"{Parent} = {parent}";
        if (relation?.Join is { } join) yield return $"{SqlExpressions.Column(through!, join.Discriminator)} = {join.Value.ToString(CultureInfo.InvariantCulture)}";
        if (plan.SearchSlot is { } slot)
            foreach (var condition in Search(slot, shape.Search, isAlone: relation is null && plan.Filter is null)) yield return condition;
        if (plan.Filter is { } filter)
            foreach (var condition in Filtered(plan, filter, shape)) yield return condition;
        if (plan.Page is not KeysetPage page) yield break;
        var keyset = new SqlKeyset(dialect, parameters, Value, order);
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

    /// <summary>The values of the ordering as additional columns, each with a leading comma.</summary>
    public string OrderColumns => string.Concat(order.Select(each => $", {expressions.Scalar(each.By, scope)}"));

    /// <summary>The same ordering by <see cref="OrderColumns"/>, which follow this number of columns.</summary>
    public string OrderByColumns(int columns) =>
        $" ORDER BY {string.Join(", ", order.Select((each, i) => Directed($"{columns + i + 1}", each)))}";

    /// <summary>Fetches one row more than requested, which shows whether the page is the last.</summary>
    public string Limit(Page page, PageSizes? sizes) => page switch
    {
        KeysetPage keyset => $" LIMIT {OneMore(keyset.TakeSlot, sizes)}",
        OffsetPage { TakeSlot: { } take } offset => $" LIMIT {OneMore(take, sizes)}{Skip(offset)}",
        OffsetPage { SkipSlot: not null } offset => $" LIMIT {long.MaxValue}{Skip(offset)}",
        _ => "",
    };

    public Statement Statement(string sql) => new(sql, [.. parameters.All]);

    private static Func<string> Aliases()
    {
        var count = 0;
        return () => $"t{count++}";
    }

    private string OneMore(int size, PageSizes? sizes) => sizes?.RowsOf(size) ?? $"{parameters.Count(size)} + 1";

    private string Skip(OffsetPage page) => page.SkipSlot is { } skip ? $" OFFSET {parameters.Count(skip)}" : "";

    // If the search uses an index, a second index would only be read in addition.
    private IEnumerable<string> Filtered(QueryPlan plan, Filter filter, StatementShape shape)
    {
        var slots = new IndexedSlots(plan);
        if (index is not null || shape.Indexed == 0 || new SqlTextIndex(dialect, parameters, text => slots.IsFound(text, shape.Indexed)).Split(filter) is not { } found)
        {
            yield return expressions.Filter(filter, scope);
            yield break;
        }
        index = dialect.TextIndex(found.FoldsCase);
        yield return dialect.TextIndexMatch(found.FoldsCase, $"({found.Expression})");
        if (found.Rest is { } rest) yield return expressions.Filter(rest, scope);
    }

    // Only projects have an index, and only at the root does the text's shape select the statement.
    private IEnumerable<string> Search(int slot, SearchShape shape, bool isAlone)
    {
        if (scope.Entity.Type != typeof(Project))
        {
            var texts = scope.Entity.Fields.Where(field => field.Kind == FieldKind.Text).Select(field => SqlExpressions.Column(scope.Alias, field));
            yield return dialect.SearchTexts([.. texts], parameters.Text(slot, Binding.SearchAll));
            yield break;
        }
        // If nothing else narrows the rows, all texts are scanned, and the index stores them together.
        if (shape.UsesIndex || (shape.Scans && isAlone && dialect.JoinsTextIndex)) index = dialect.TextIndex(foldsCase: true);
        if (shape.UsesIndex) yield return dialect.TextIndexMatch(foldsCase: true, parameters.Text(slot, Binding.SearchMatch));
        if (!shape.Scans) yield break;
        var terms = parameters.Text(slot, shape.UsesIndex ? Binding.SearchShort : Binding.SearchAll);
        yield return index is null ? dialect.SearchProject(Key, terms, shape.Terms) : dialect.SearchIndexed(terms);
    }

    private string AggregateColumn(Aggregate aggregate)
    {
        if (aggregate is not { Method: AggregateMethod.Average, Of: { Kind: not FieldKind.Double } of }) return expressions.Aggregate(aggregate, scope);
        var value = dialect.Convert(expressions.Scalar(of, scope), of.Kind, FieldKind.Decimal);
        return $"{dialect.Sum(value, FieldKind.Decimal)}, COUNT({value})";
    }

    private string Order(Ordering ordering) => Directed(Value(ordering.By), ordering);

    // The text index returns rows in the order of its key. Sorting by it and starting after it reads only the page.
    private string Value(Scalar scalar) => index is not null && scalar is FieldScalar { Path.Count: 0, Field.IsKey: true } && order.Count == 1
        ? dialect.TextIndexKey
        : expressions.Scalar(scalar, scope);

    private string Directed(string value, Ordering ordering)
    {
        var descending = ordering.Descending != backward;
        return $"{value}{(descending ? " DESC" : "")}{dialect.NullOrder(descending, CanBeNull(ordering.By))}";
    }

    private bool CanBeNull(Scalar scalar) =>
        (scalar is GroupScalar group && expressions.Groups?.Keys.ElementAtOrDefault(group.Column) is { } key ? key : scalar).IsNullable;

    // The key, always ascending, makes every ordering total.
    private static IReadOnlyList<Ordering> KeyAppended(QueryPlan plan)
    {
        if (plan.Aggregation is not null || plan.From is not null) return plan.Order;
        var end = plan.Order.Index().FirstOrDefault(each => each.Item.By is FieldScalar { Path.Count: 0, Field.IsKey: true }, (-1, null!)).Index;
        return end >= 0 ? [.. plan.Order.Take(end + 1)] : [.. plan.Order, new(new FieldScalar(plan.Source.Key))];
    }
}

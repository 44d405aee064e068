using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Builds the clauses of one level's statement. Read <see cref="From"/> last: expressions add the joins.</summary>
internal sealed class LevelSql
{
    private readonly SqlDialect _dialect;
    private readonly SqlTables _tables;
    private readonly SqlParameters _parameters;
    private readonly SqlExpressions _expressions;
    private readonly SqlScope _scope;
    private readonly IReadOnlyList<Ordering> _order;
    private readonly RelationModel? _relation;
    private readonly string? _joinAlias;
    private readonly string? _parent;
    private readonly string? _derivedTable;
    private readonly bool _backward;
    private readonly Func<string> _nextAlias;
    private string? _index;

    /// <param name="relation">The relation from the parents to this level; null for the root.</param>
    /// <param name="within">The enclosing level, if this is a part of its statement. They share parameters and aliases.</param>
    /// <param name="parent">SQL of the single parent; null for all of <see cref="SqlParameters.Parents"/>.</param>
    public LevelSql(
        SqlDialect dialect,
        SqlTables tables,
        QueryPlan plan,
        RelationModel? relation = null,
        LevelSql? within = null,
        string? parent = null
    )
    {
        _dialect = dialect;
        _tables = tables;
        _relation = relation;
        _parent = parent;
        _parameters = within?._parameters ?? new();
        _nextAlias = within?._nextAlias ?? CreateAliasSource();
        _expressions = new(dialect, tables, _parameters) { Groups = plan.Aggregation };
        _scope = new(plan.Source, tables, _nextAlias);
        if (relation?.Join is not null)
            _joinAlias = _nextAlias();
        foreach (var source in plan.CrossJoined)
            _scope.CrossJoined.Add(new(source, tables, _scope.NextAlias));
        _derivedTable = plan.From is { } table ? _expressions.Table(table, _scope.NextAlias) : null;
        _order = AppendKey(plan);
        _backward = plan.Page is KeysetPage { Backward: true };
    }

    /// <summary>SQL of the value that identifies a nested row's parent.</summary>
    public string Parent =>
        _relation!.Join is { } join
            ? SqlExpressions.Column(_joinAlias!, join.SourceColumn)
            : SqlExpressions.Column(_scope.Alias, _relation.To);

    public string Key => SqlExpressions.Column(_scope.Alias, _scope.Entity.Key);

    // CROSS JOIN: the index is scanned once from its beginning and never probed row by row.
    public string From =>
        _index is not null ? $"{_index} CROSS JOIN {Table} ON {Key} = {_dialect.TextIndexKey}{_scope.Joins}"
        : _relation?.Join is { } join
            ? $"{SqlTables.Table(join)} {_joinAlias} JOIN {Table} ON {SqlExpressions.Column(_scope.Alias, _relation.To)} = {SqlExpressions.Column(_joinAlias!, join.TargetColumn)}{_scope.Joins}"
        : $"{Table}{_scope.Joins}{string.Concat(_scope.CrossJoined.Select(each => $" CROSS JOIN {_tables.Table(each.Entity)} {each.Alias}{each.Joins}"))}";

    /// <summary>The source of a count. If an index alone finds the rows, and all of them count, the table is not read.</summary>
    public string CountFrom(IReadOnlyList<string> conditions) =>
        _index is not null && conditions.Count == 1 && _tables.IsUnrestricted(_scope.Entity) ? _index : From;

    private string Table =>
        _derivedTable is null ? $"{_tables.Table(_scope.Entity)} {_scope.Alias}" : $"({_derivedTable}) AS {_scope.Alias}";

    public static bool IsLimited(Page page) => page is KeysetPage or OffsetPage { TakeSlot: not null } or OffsetPage { SkipSlot: not null };

    public string Columns(IReadOnlyList<Scalar> columns) =>
        columns.Count == 0 ? "1" : string.Join(", ", columns.Select(column => _expressions.Scalar(column, _scope)));

    public string GroupColumns(Aggregation aggregation) =>
        string.Join(
            ", ",
            aggregation.Keys.Select(key => _expressions.GroupKey(key, _scope)).Concat(aggregation.Aggregates.Select(AggregateColumn))
        );

    /// <param name="first">A key before the group's own keys: the parent of a nested level.</param>
    public string GroupBy(Aggregation aggregation, string? first = null)
    {
        if (aggregation.Keys.Count == 0 && first is null)
            return "";
        var all = aggregation.Keys.Select(key => _expressions.GroupKey(key, _scope));
        var keys = $" GROUP BY {string.Join(", ", first is null ? all : all.Prepend(first))}";
        return aggregation.Having is { } having ? $"{keys} HAVING {_expressions.Filter(having, _scope)}" : keys;
    }

    /// <summary>The condition on the single group without keys, as a column; null where <see cref="GroupBy"/> contains it.</summary>
    public string? SingleGroupCondition(Aggregation aggregation) =>
        aggregation is { Keys.Count: 0, Having: { } having } ? $"({_expressions.Filter(having, _scope)})" : null;

    // Pages of groups are stable only with a total order: the requested order, then the keys.
    public string GroupOrderBy(QueryPlan plan, Aggregation aggregation, string? first = null)
    {
        var keys = aggregation.Keys.Select((key, i) => new Ordering(new GroupScalar(i, key.Kind)));
        var ordered = plan.Order.Concat(keys.Where(key => plan.Order.All(ordering => ordering.By != key.By))).Select(OrderExpression);
        string[] all = [.. first is null ? ordered : ordered.Prepend(first)];
        return all.Length == 0 ? "" : $" ORDER BY {string.Join(", ", all)}";
    }

    /// <summary>
    /// Whether the rows after the cursor are a range followed by the rows without a value. Each part scans an index range,
    /// whereas one condition for both would scan the index up to the cursor.
    /// </summary>
    public bool HasRangeThenNulls(Page page) =>
        page is KeysetPage keyset
        && (_backward ? keyset.Before : keyset.After) is { } cursor
        && !cursor.IsNullBySlot[0]
        && _order[0] is { By: FieldScalar { Path.Count: 0, IsNullable: true } } first
        && first.Descending != _backward;

    /// <param name="nulls">The part of the rows after the cursor, where <see cref="HasRangeThenNulls"/>; null selects all.</param>
    public IEnumerable<string> Conditions(QueryPlan plan, StatementShape shape, bool? nulls = null)
    {
        if (_relation is not null)
            yield return _parent is null ? _dialect.InList(Parent, SqlParameters.Parents, FieldKind.Long) : $"{Parent} = {_parent}";
        if (_relation?.Join is { } join)
            yield return $"{SqlExpressions.Column(_joinAlias!, join.Discriminator)} = {join.Value.ToString(CultureInfo.InvariantCulture)}";
        if (plan.SearchSlot is { } slot)
            foreach (var condition in SearchConditions(slot, shape.Search, isAlone: _relation is null && plan.Filter is null))
                yield return condition;
        if (plan.Filter is { } filter)
            foreach (var condition in FilterConditions(plan, filter, shape))
                yield return condition;
        if (plan.Page is not KeysetPage page)
            yield break;
        var keyset = new KeysetCondition(_dialect, _parameters, OrderValue, _order);
        if (page.After is { } after)
            yield return keyset.AfterCursor(after, before: false, _backward ? null : nulls);
        if (page.Before is { } before)
            yield return keyset.AfterCursor(before, before: true, _backward ? nulls : null);
    }

    public static string Where(IEnumerable<string> conditions)
    {
        var all = conditions.ToArray();
        return all.Length == 0 ? "" : $" WHERE {string.Join(" AND ", all)}";
    }

    public string OrderBy(string? first = null)
    {
        var all = _order.Select(OrderExpression);
        return $" ORDER BY {string.Join(", ", first is null ? all : all.Prepend(first))}";
    }

    /// <summary>The values of the ordering as additional columns, each with a leading comma.</summary>
    public string OrderColumns => string.Concat(_order.Select(each => $", {_expressions.Scalar(each.By, _scope)}"));

    /// <summary>The same ordering by <see cref="OrderColumns"/>, which follow this number of columns.</summary>
    public string OrderByColumns(int columns) =>
        $" ORDER BY {string.Join(", ", _order.Select((each, i) => WithDirection($"{columns + i + 1}", each)))}";

    /// <summary>Fetches one row more than requested, which shows whether the page is the last.</summary>
    public string LimitClause(Page page, PageSizes? sizes) =>
        page switch
        {
            KeysetPage keyset => $" LIMIT {TakeExpression(keyset.TakeSlot, sizes)}",
            OffsetPage { TakeSlot: { } take } offset => $" LIMIT {TakeExpression(take, sizes)}{OffsetClause(offset)}",
            OffsetPage { SkipSlot: not null } offset => $" LIMIT {long.MaxValue}{OffsetClause(offset)}",
            _ => "",
        };

    public Statement Statement(string sql) => new(sql, [.. _parameters.All]);

    private static Func<string> CreateAliasSource()
    {
        var count = 0;
        return () => $"t{count++}";
    }

    private string TakeExpression(int size, PageSizes? sizes) => sizes?.GetFetchCount(size) ?? $"{_parameters.Count(size)} + 1";

    private string OffsetClause(OffsetPage page) => page.SkipSlot is { } skip ? $" OFFSET {_parameters.Count(skip)}" : "";

    // If the search uses an index, a second index would only be read in addition.
    private IEnumerable<string> FilterConditions(QueryPlan plan, Filter filter, StatementShape shape)
    {
        var slots = new IndexedSlots(plan);
        if (
            _index is not null
            || shape.IndexedSlotBits == 0
            || new TextIndexSplitter(_dialect, _parameters, text => slots.IsFound(text, shape.IndexedSlotBits)).Split(filter)
                is not { } found
        )
        {
            yield return _expressions.Filter(filter, _scope);
            yield break;
        }
        _index = _dialect.TextIndex(found.FoldsCase);
        yield return _dialect.TextIndexMatch(found.FoldsCase, $"({found.Expression})");
        if (found.Rest is { } rest)
            yield return _expressions.Filter(rest, _scope);
    }

    // Only projects have an index, and only at the root does the text's shape select the statement.
    private IEnumerable<string> SearchConditions(int slot, SearchShape shape, bool isAlone)
    {
        if (_scope.Entity.Type != typeof(Project))
        {
            var texts = _scope
                .Entity.Fields.Where(field => field.Kind == FieldKind.Text)
                .Select(field => SqlExpressions.Column(_scope.Alias, field));
            yield return _dialect.SearchTexts([.. texts], _parameters.Text(slot, ParameterBinding.SearchAll));
            yield break;
        }
        // If nothing else narrows the rows, all texts are scanned, and the index stores them together.
        if (shape.UsesIndex || (shape.Scans && isAlone && _dialect.JoinsTextIndex))
            _index = _dialect.TextIndex(foldsCase: true);
        if (shape.UsesIndex)
            yield return _dialect.TextIndexMatch(foldsCase: true, _parameters.Text(slot, ParameterBinding.SearchMatch));
        if (!shape.Scans)
            yield break;
        var terms = _parameters.Text(slot, shape.UsesIndex ? ParameterBinding.SearchShort : ParameterBinding.SearchAll);
        yield return _index is null ? _dialect.SearchProject(Key, terms, shape.Terms) : _dialect.SearchIndexed(terms);
    }

    private string AggregateColumn(Aggregate aggregate)
    {
        if (aggregate is not { Method: AggregateMethod.Average, Argument: { Kind: not FieldKind.Double } of })
            return _expressions.Aggregate(aggregate, _scope);
        var value = _dialect.Convert(_expressions.Scalar(of, _scope), of.Kind, FieldKind.Decimal);
        return $"{_dialect.Sum(value, FieldKind.Decimal)}, COUNT({value})";
    }

    private string OrderExpression(Ordering ordering) => WithDirection(OrderValue(ordering.By), ordering);

    // The text index returns rows in the order of its key. Sorting by it and starting after it reads only the page.
    private string OrderValue(Scalar scalar) =>
        _index is not null && scalar is FieldScalar { Path.Count: 0, Field.IsKey: true } && _order.Count == 1
            ? _dialect.TextIndexKey
            : _expressions.Scalar(scalar, _scope);

    private string WithDirection(string value, Ordering ordering)
    {
        var descending = ordering.Descending != _backward;
        return $"{value}{(descending ? " DESC" : "")}{_dialect.NullOrder(descending, CanBeNull(ordering.By))}";
    }

    private bool CanBeNull(Scalar scalar) =>
        (scalar is GroupScalar group && _expressions.Groups?.Keys.ElementAtOrDefault(group.Column) is { } key ? key : scalar).IsNullable;

    // The key, always ascending, makes every ordering total.
    private static IReadOnlyList<Ordering> AppendKey(QueryPlan plan)
    {
        if (plan.Aggregation is not null || plan.From is not null)
            return plan.Order;
        var end = plan
            .Order.Index()
            .FirstOrDefault(each => each.Item.By is FieldScalar { Path.Count: 0, Field.IsKey: true }, (-1, null!))
            .Index;
        return end >= 0 ? [.. plan.Order.Take(end + 1)] : [.. plan.Order, new(new FieldScalar(plan.Source.Key))];
    }
}

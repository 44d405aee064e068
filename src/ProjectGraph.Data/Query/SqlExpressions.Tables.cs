using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

internal sealed partial class SqlExpressions
{
    // SQLite parses a chain as a tree of the same depth, which is limited to a thousand levels.
    private const int MaxChainLength = 200;

    private string JoinConditions(string word, IReadOnlyList<Filter> filters, SqlScope scope)
    {
        var parts = filters.Select(each => Filter(each, scope)).ToArray();
        while (parts.Length > MaxChainLength)
            parts = [.. parts.Chunk(MaxChainLength).Select(chunk => $"({string.Join(word, chunk)})")];
        return $"({string.Join(word, parts)})";
    }

    private string TranslateDerived(Filter filter, SqlScope scope) =>
        filter switch
        {
            InTableFilter inTable =>
                $"{Scalar(inTable.Value, scope)} IN (SELECT c0 FROM ({Table(inTable.Table, scope.NextAlias)}) AS listed)",
            SearchFilter search => Search(search, scope),
            CrossFilter cross => Filter(cross.Inner, scope.CrossJoined[cross.Source]),
            _ => throw new NotSupportedException($"{filter.GetType().Name} cannot be translated to SQL."),
        };

    private string TranslateDerived(Scalar scalar, SqlScope scope) =>
        scalar switch
        {
            ColumnScalar column => $"{scope.Alias}.c{column.Column}",
            AggregateScalar aggregate => Aggregate(aggregate.Aggregate, scope),
            RelatedScalar related => RelatedRows(related, scope),
            LookupScalar lookup => Lookup(lookup, scope),
            CrossScalar cross => Scalar(cross.Inner, scope.CrossJoined[cross.Source]),
            WindowScalar window => Window(window, scope),
            CaseScalar @case =>
                $"CASE {string.Join(' ', @case.Branches.Select(branch => $"WHEN {Filter(branch.Condition, scope)} THEN {AsKind(branch.Value, @case.Kind, scope)}"))} END",
            _ => throw new NotSupportedException($"{scalar.GetType().Name} cannot be translated to SQL."),
        };

    /// <summary>A table as a subquery whose columns are <c>c0</c>, <c>c1</c> and so on.</summary>
    public string Table(DerivedTable table, Func<string> nextAlias) =>
        table is UnionTable union
            ? string.Join(" UNION ALL ", union.Tables.Select(each => $"SELECT * FROM ({Table(each, nextAlias)}) AS part"))
            : Select((SelectTable)table, nextAlias);

    private string Select(SelectTable table, Func<string> nextAlias)
    {
        var scope = new SqlScope(table.Source, tables, nextAlias);
        var keys = table.GroupBy ?? [];
        var columns = string.Join(", ", table.Columns.Select((column, i) => $"{GroupKey(column, scope)} AS c{i}"));
        var where = table.Filter is { } filter ? $" WHERE {Filter(filter, scope)}" : "";
        var groupBy = keys.Count > 0 ? $" GROUP BY {string.Join(", ", keys.Select(key => GroupKey(key, scope)))}" : "";
        var order = Order(table.Order, scope);
        var limit = (table.TakeSlot, table.SkipSlot) switch
        {
            (null, null) => "",
            ({ } take, null) => $" LIMIT {parameters.Count(take)}",
            (null, { } skip) => $" LIMIT {long.MaxValue} OFFSET {parameters.Count(skip)}",
            ({ } take, { } skip) => $" LIMIT {parameters.Count(take)} OFFSET {parameters.Count(skip)}",
        };
        var from = table.From is { } before
            ? $"({Table(before, nextAlias)}) AS {scope.Alias}"
            : $"{tables.Table(table.Source)} {scope.Alias}{scope.Joins}";
        return $"SELECT {columns} FROM {from}{where}{groupBy}{order}{limit}";
    }

    private string Order(IReadOnlyList<Ordering> order, SqlScope scope) =>
        order.Count == 0
            ? ""
            : $" ORDER BY {string.Join(", ", order.Select(each => $"{Scalar(each.By, scope)}{(each.Descending ? " DESC" : "")}{dialect.NullOrder(each.Descending, each.By.IsNullable)}"))}";

    private string Window(WindowScalar window, SqlScope scope)
    {
        var partition =
            window.Partition.Count == 0 ? "" : $"PARTITION BY {string.Join(", ", window.Partition.Select(each => Scalar(each, scope)))}";
        // Rows with equal order values are still added to the running sum one by one.
        var frame = window.Argument is not null && window.Order.Count > 0 ? " ROWS UNBOUNDED PRECEDING" : "";
        var over = $" OVER ({partition}{Order(window.Order, scope)}{frame})";
        return window.Argument is { } of ? dialect.Sum(Scalar(of, scope), of.Kind, over) : $"ROW_NUMBER(){over}";
    }

    private string RelatedRows(RelatedScalar related, SqlScope scope)
    {
        var inner = scope.Nested(related.Relation.Target);
        var aggregate = Aggregate(related.Aggregate, inner);
        return $"(SELECT {aggregate} {RelatedRows(related.Path, related.Relation, null, scope, inner)})";
    }

    private string Lookup(LookupScalar lookup, SqlScope scope)
    {
        var inner = scope.Nested(lookup.Entity);
        var (value, key) = (Scalar(lookup.Value, inner), Scalar(lookup.Key, scope));
        return $"(SELECT {value} FROM {tables.Table(lookup.Entity)} {inner.Alias}{inner.Joins} WHERE {Column(inner.Alias, lookup.Entity.Key)} = {key})";
    }

    // Only projects have an index.
    private string Search(SearchFilter search, SqlScope scope)
    {
        var key = Column(scope.Alias, scope.Entity.Key);
        if (search.UsesIndex && dialect.JoinsTextIndex)
            return $"{key} IN (SELECT {dialect.TextIndexKey} FROM {dialect.TextIndex(foldsCase: true)} WHERE {dialect.TextIndexMatch(true, parameters.Text(search.Slot, ParameterBinding.TermMatch))})";
        var term = parameters.Text(search.Slot, ParameterBinding.TermList);
        if (search.Entity.Type == typeof(Project))
            return dialect.SearchProject(key, term, count: 1);
        var texts = search.Entity.Fields.Where(field => field.Kind == FieldKind.Text).Select(field => Column(scope.Alias, field));
        return dialect.SearchTexts([.. texts], term);
    }
}

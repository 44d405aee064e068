using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Translates filters and scalars to SQL. A filter may be unknown where unknown counts as false; <c>NOT</c> ensures that.</summary>
internal sealed partial class SqlExpressions(SqlDialect dialect, SqlTables tables, SqlParameters parameters)
{
    private readonly Dictionary<(string Alias, string Key), string> _groupKeys = [];

    /// <summary>The aggregation whose columns <see cref="GroupScalar"/>s reference.</summary>
    public Aggregation? Groups { get; init; }

    /// <summary>SQL of a grouping key. Its text and aliases are the same at every use, so that the store recognises it.</summary>
    public string GroupKey(Scalar key, SqlScope scope)
    {
        var printed = (scope.Alias, QueryPlanPrinter.Print(key));
        return _groupKeys.TryGetValue(printed, out var known) ? known : _groupKeys[printed] = Scalar(key, scope);
    }

    public string Filter(Filter filter, SqlScope scope) => PlanSizeLimit.CheckSql(FilterSql(PlanSizeLimit.Checked(filter), scope));

    public string Scalar(Scalar scalar, SqlScope scope) => PlanSizeLimit.CheckSql(ScalarSql(PlanSizeLimit.Checked(scalar), scope));

    private string FilterSql(Filter filter, SqlScope scope) =>
        filter switch
        {
            ConstantFilter constant => constant.Value ? "1 = 1" : "1 = 0",
            AndFilter { Filters.Count: 0 } => "1 = 1",
            OrFilter { Filters.Count: 0 } => "1 = 0",
            AndFilter and => JoinConditions(" AND ", and.Filters, scope),
            OrFilter or => JoinConditions(" OR ", or.Filters, scope),
            NotFilter not => $"({Filter(not.Filter, scope)}) IS NOT TRUE",
            CompareFilter compare => Compare(compare, scope),
            InFilter @in => In(@in, scope),
            IsNullFilter isNull => $"{Scalar(isNull.Value, scope)} IS NULL",
            TextFilter text => Text(text, scope),
            BooleanFilter truth => $"{Scalar(truth.Value, scope)} IS TRUE",
            ExistsFilter exists =>
                $"{Column(OuterScope(scope, exists.LevelsOut).Join([.. exists.Path, exists.Relation]), exists.Relation.Target.Key)} IS NOT NULL",
            QuantifiedFilter quantified => Quantified(quantified, scope),
            _ => TranslateDerived(filter, scope),
        };

    private string ScalarSql(Scalar scalar, SqlScope scope) =>
        scalar switch
        {
            FieldScalar { Field.CountOf: { } relation } field => CountRelation(field, relation, scope),
            FieldScalar field => dialect.Field(Column(scope.Join(field.Path), field.Field), field.Kind),
            SlotScalar slot => parameters.Slot(slot.Slot, slot.Kind),
            NullScalar none => dialect.Null(none.Kind),
            CountScalar count => Count(count, scope),
            FilterScalar filter => $"(({Filter(filter.Filter, scope)}) IS TRUE)",
            OuterScalar outer => Scalar(outer.Inner, OuterScope(scope, outer.LevelsOut)),
            VersionScalar version => Version(version, scope),
            GroupScalar group => Group(group.Column, scope),
            CallScalar call => Call(call, scope),
            _ => TranslateDerived(scalar, scope),
        };

    /// <summary>An aggregate as one expression. An average is in scaled units, as all decimals are compared.</summary>
    public string Aggregate(Aggregate aggregate, SqlScope scope)
    {
        if (aggregate.Argument is null)
            return "COUNT(*)";
        var of = Scalar(aggregate.Argument, scope);
        return aggregate.Method switch
        {
            AggregateMethod.Count => $"COUNT({of})",
            AggregateMethod.CountDistinct => $"COUNT(DISTINCT {of})",
            AggregateMethod.Sum => dialect.Sum(of, aggregate.Argument.Kind),
            AggregateMethod.Min or AggregateMethod.Max => dialect.MinOrMax(aggregate.Method, of, aggregate.Argument.Kind),
            _ when aggregate.Argument.Kind == FieldKind.Double => dialect.Average(of),
            _ => dialect.Average(dialect.Convert(of, aggregate.Argument.Kind, FieldKind.Decimal)),
        };
    }

    public static string Column(string alias, FieldModel field) => $"{alias}.\"{field.Name}\"";

    private static string Version(VersionScalar version, SqlScope scope) => $"{scope.Join(version.Path)}.\"{InternalTables.Version}\"";

    private string Group(int column, SqlScope scope)
    {
        var keys = Groups!.Keys.Count;
        return column < keys ? GroupKey(Groups.Keys[column], scope) : Aggregate(Groups.Aggregates[column - keys], scope);
    }

    private string Compare(CompareFilter compare, SqlScope scope)
    {
        var kind = CommonKind(compare.Left.Kind, compare.Right.Kind);
        var (left, right) = (AsKind(compare.Left, kind, scope), AsKind(compare.Right, kind, scope));
        var canBeNull = compare.Left.IsNullable || compare.Right.IsNullable;
        var bothCanBeNull = compare.Left.IsNullable && compare.Right.IsNullable;
        return compare.Comparison switch
        {
            Comparison.Equal => bothCanBeNull ? dialect.IsSame(left, right) : $"{left} = {right}",
            Comparison.NotEqual => canBeNull ? dialect.IsNotSame(left, right) : $"{left} <> {right}",
            Comparison.Greater => $"{left} > {right}",
            Comparison.GreaterOrEqual => $"{left} >= {right}",
            Comparison.Less => $"{left} < {right}",
            _ => $"{left} <= {right}",
        };
    }

    private string In(InFilter @in, SqlScope scope)
    {
        var value = Scalar(@in.Value, scope);
        var inList = dialect.InList(value, parameters.List(@in.Slot, @in.Value.Kind), @in.Value.Kind);
        return @in.OrNull ? $"({inList} OR {value} IS NULL)" : inList;
    }

    private string Text(TextFilter filter, SqlScope scope)
    {
        var text = Scalar(filter.Value, scope);
        if (
            filter is { IgnoreCase: false, Part: SlotScalar sought }
            && dialect.TryFindText(text, filter.Match, binding => parameters.Text(sought.Slot, binding)) is { } finds
        )
            return finds;
        var part = Scalar(filter.Part, scope);
        if (filter is { Match: TextMatch.StartsWith, IgnoreCase: false, Part: SlotScalar slot })
            return dialect.StartsWith(text, part, parameters.PrefixEnd(slot.Slot));
        if (filter.IgnoreCase)
            (text, part) = (
                dialect.Call(ScalarFunction.ToLower, [text], FieldKind.Text),
                dialect.Call(ScalarFunction.ToLower, [part], FieldKind.Text)
            );
        return filter.Match switch
        {
            TextMatch.Contains => dialect.Contains(text, part),
            TextMatch.StartsWith => dialect.StartsWith(text, part),
            _ => dialect.EndsWith(text, part),
        };
    }

    // "All match" means "none fails to match".
    private string Quantified(QuantifiedFilter quantified, SqlScope scope)
    {
        var all = quantified.Quantifier == Quantifier.All;
        var filter = all && quantified.Filter is not null ? new NotFilter(quantified.Filter) : quantified.Filter;
        return $"{(all ? "NOT " : "")}EXISTS (SELECT 1 {RelatedRows(quantified.Path, quantified.Relation, filter, scope, quantified.LevelsOut)})";
    }

    private string Count(CountScalar count, SqlScope scope) =>
        $"(SELECT COUNT(*) {RelatedRows(count.Path, count.Relation, count.Filter, scope, count.LevelsOut)})";

    // If the path leads to no row, the count is null, not zero.
    private string CountRelation(FieldScalar field, RelationModel relation, SqlScope scope)
    {
        var count = Count(new(field.Path, relation), scope);
        return field.Path.All(step => step.IsRequired)
            ? count
            : $"CASE WHEN {Column(scope.Join(field.Path), relation.Entity.Key)} IS NOT NULL THEN {count} END";
    }

    /// <summary><c>FROM … WHERE …</c> of the rows related to the scope's row.</summary>
    private string RelatedRows(IReadOnlyList<RelationModel> path, RelationModel relation, Filter? filter, SqlScope scope, int levels) =>
        RelatedRows(path, relation, filter, scope, scope.Nested(relation.Target), levels);

    private string RelatedRows(
        IReadOnlyList<RelationModel> path,
        RelationModel relation,
        Filter? filter,
        SqlScope scope,
        SqlScope inner,
        int levels = 0
    )
    {
        var near = Column(OuterScope(scope, levels).Join(path), relation.From);
        var condition = filter is null ? "" : $" AND {Filter(filter, inner)}";
        var table = $"{tables.Table(relation.Target)} {inner.Alias}";
        if (relation.Join is not { } join)
            return $"FROM {table}{inner.Joins} WHERE {Column(inner.Alias, relation.To)} = {near}{condition}";
        var through = inner.Nested(join.Table).Alias;
        return $"FROM {SqlTables.Table(join)} {through} JOIN {table} ON {Column(inner.Alias, relation.To)} = {Column(through, join.TargetColumn)}{inner.Joins}"
            + $" WHERE {Column(through, join.SourceColumn)} = {near} AND {Column(through, join.Discriminator)} = {join.Value.ToString(CultureInfo.InvariantCulture)}{condition}";
    }

    private string Call(CallScalar call, SqlScope scope)
    {
        if (call.Function == ScalarFunction.Matches)
        {
            var slot = call.Arguments[1] as SlotScalar;
            return dialect.Matches(
                Scalar(call.Arguments[0], scope),
                slot is null ? Scalar(call.Arguments[1], scope) : "",
                slot is null ? null : binding => parameters.Text(slot.Slot, binding)
            );
        }
        if (!IsArithmetic(call.Function))
            return dialect.Call(call.Function, [.. call.Arguments.Select(argument => Scalar(argument, scope))], call.Arguments[0].Kind);
        var arguments = call.Arguments.Select(argument => AsKind(argument, call.Kind, scope)).ToArray();
        return dialect.Call(call.Function, arguments, call.Kind);
    }

    /// <summary>A scalar as a number of the kind; a slot is bound directly as that kind.</summary>
    private string AsKind(Scalar scalar, FieldKind kind, SqlScope scope) =>
        scalar is SlotScalar slot
            ? parameters.Slot(
                slot.Slot,
                (IsNumber(slot.Kind) && IsNumber(kind)) || (slot.Kind, kind) is (FieldKind.Date, FieldKind.Instant) ? kind : slot.Kind
            )
            : dialect.Convert(Scalar(scalar, scope), scalar.Kind, kind);

    private static FieldKind CommonKind(FieldKind left, FieldKind right) =>
        (left, right) switch
        {
            _ when left == right => left,
            (FieldKind.Double, _) or (_, FieldKind.Double) => FieldKind.Double,
            (FieldKind.Decimal, _) or (_, FieldKind.Decimal) => FieldKind.Decimal,
            (FieldKind.Instant, FieldKind.Date) or (FieldKind.Date, FieldKind.Instant) => FieldKind.Instant,
            (FieldKind.Int, FieldKind.Long) or (FieldKind.Long, FieldKind.Int) => FieldKind.Long,
            _ => left,
        };

    private static bool IsNumber(FieldKind kind) => kind is FieldKind.Int or FieldKind.Long or FieldKind.Decimal or FieldKind.Double;

    private static bool IsArithmetic(ScalarFunction function) =>
        function
            is ScalarFunction.Add
                or ScalarFunction.Subtract
                or ScalarFunction.Multiply
                or ScalarFunction.Divide
                or ScalarFunction.IntegerDivide
                or ScalarFunction.Modulo
                or ScalarFunction.Negate;

    private static SqlScope OuterScope(SqlScope scope, int levels)
    {
        for (; levels > 0; levels--)
            scope = scope.Outer ?? throw new InvalidOperationException("The scalar refers to an outer row that does not exist.");
        return scope;
    }
}

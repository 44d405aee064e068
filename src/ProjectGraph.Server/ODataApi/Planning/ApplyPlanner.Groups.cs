using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ApplyPlanner
{
    private static readonly Dictionary<string, AggregateMethod> Methods = new(StringComparer.Ordinal)
    {
        ["sum"] = AggregateMethod.Sum,
        ["average"] = AggregateMethod.Average,
        ["min"] = AggregateMethod.Min,
        ["max"] = AggregateMethod.Max,
        ["countdistinct"] = AggregateMethod.CountDistinct,
    };

    private ApplyStage GroupedBy(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.GroupBy group, bool more)
    {
        IReadOnlyList<Expression> keys = [.. partition, .. group.Keys];
        return group.Then.Count == 0 ? Grouped(stage, keys, [], more) : Run(group.Then, stage, keys, more);
    }

    /// <summary>One row for each group, or for all.</summary>
    private ApplyStage Grouped(ApplyStage stage, IReadOnlyList<Expression> partition, IReadOnlyList<AggregateItem> items, bool more)
    {
        if (stage.Aggregation is not null) throw new InvalidOperationException("Groups that something follows are a table from the start.");
        var keys = partition.Select(key => Key(key, stage)).DistinctBy(key => key.Name).ToArray();
        var aggregates = items.Select(item => (item.Name, Of: Aggregate(item, stage.Scope))).ToArray();
        IReadOnlyList<Scalar> named = [.. keys.Select(key => key.Scalar), .. aggregates.Select(each => new AggregateScalar(each.Of))];
        // A group of which nothing is told is one row all the same.
        IReadOnlyList<Scalar> scalars = named.Count > 0 ? named : [new AggregateScalar(new(AggregateMethod.Count, null))];
        var isDerived = more || stage.Table is not null;
        var columns = named.Select((scalar, i) => (i < keys.Length ? keys[i] : new([aggregates[i - keys.Length].Name], scalar)) with { Scalar = isDerived ? Column(i, scalar) : Group(i, scalar) });
        var grouped = ApplyStage.Of(stage.Scope, [.. columns]);
        if (!isDerived) return grouped with { Aggregation = new([.. keys.Select(key => key.Scalar)], [.. scalars.Skip(keys.Length).Cast<AggregateScalar>().Select(each => each.Aggregate)]), RowFilter = stage.Filter };
        return grouped with { Table = Select(stage, scalars) with { GroupBy = [.. keys.Select(key => key.Scalar)] } };
    }

    private static GroupScalar Group(int ordinal, Scalar scalar) => new(ordinal, scalar.Kind, scalar.Enum) { IsReal = HoldsReal(scalar) };

    private GroupColumn Key(Expression key, ApplyStage stage)
    {
        var path = Path(key);
        if (stage.Columns?.FirstOrDefault(column => column.Name == string.Join('/', path)) is { } known) return known;
        return _expressions.Resolve(key, stage.Scope) switch
        {
            PathTarget.Value { Scalar: FieldScalar field } => new(path, field, field),
            PathTarget.Value { Scalar: var scalar } => new(path, scalar),
            PathTarget.Many { Field: { } field, From: { Relations: var before, Levels: 0, Source: null, Looked: null } } many => Through(path, new FieldScalar([.. before, many.Relation], field)),
            PathTarget.Row { Relations: [.., var last] } row => throw Unoffered.Refusal($"A grouping by the whole {last.Name}", $"Name its properties, as in {last.Name}/{last.Target.Key.Name}.", "$apply"),
            _ => throw new ApiException(ErrorCodes.ODataInvalid, $"'{string.Join('/', path)}' is nothing to group by.", "$apply"),
        };
    }

    private static GroupColumn Through(IReadOnlyList<string> path, FieldScalar field) => new(path, field, field, IsMany: true);

    private static List<string> Path(Expression key)
    {
        var path = new List<string>();
        for (var node = key; node is not null; node = ((MemberExpression)node).Source)
        {
            if (node is not MemberExpression member) throw new ApiException(ErrorCodes.ODataInvalid, "groupby takes properties: name an expression with compute before it.", "$apply");
            // A type before a property says nothing that the property does not.
            if (!member.Name.Contains('.', StringComparison.Ordinal)) path.Insert(0, member.Name);
        }
        return path;
    }

    private Aggregate Aggregate(AggregateItem item, RowScope scope)
    {
        if (item.Of is null) return new(AggregateMethod.Count, null);
        if (item.Of is CountExpression && item.Method is null) return new(AggregateMethod.Sum, _expressions.Scalar(item.Of, scope));
        var method = Methods.TryGetValue(item.Method!, out var known) ? known
            : item.Method!.Contains('.', StringComparison.Ordinal) ? throw Unoffered.Refusal($"The aggregation method {item.Method}", "Use sum, average, min, max or countdistinct.", "$apply")
            : throw new ApiException(ErrorCodes.ODataSyntax, $"There is no aggregation method '{item.Method}'.", "$apply");
        var of = Aggregated(item, method, scope);
        if (method is AggregateMethod.Sum or AggregateMethod.Average && !Numbers.IsNumber(of.Kind))
            throw new ApiException(ErrorCodes.ODataInvalid, $"'{item.Name}': only numbers have a sum or an average.", "$apply");
        return new(method, of);
    }

    // Each entity's related rows are aggregated by themselves first, so that two collections do not multiply each other.
    private Scalar Aggregated(AggregateItem item, AggregateMethod method, RowScope scope)
    {
        if (item.Of is not MemberExpression { Source: not null } || _expressions.Resolve(item.Of, scope) is not PathTarget.Many { Field: { } field, From: { Levels: 0, Source: null, Looked: null } from } many)
            return _expressions.Scalar(item.Of!, scope);
        if (method is AggregateMethod.Average or AggregateMethod.CountDistinct) throw Unoffered.Refusal($"'{item.Name}': {item.Method} over a collection", "Use sum, min or max over it, or aggregate the set of its rows.", "$apply");
        if (scope.Names.IsGrouped) throw new ApiException(ErrorCodes.ODataInvalid, "Groups have no navigations.", "$apply");
        return new RelatedScalar(from.Relations, many.Relation, new(method, new FieldScalar(field)));
    }
}

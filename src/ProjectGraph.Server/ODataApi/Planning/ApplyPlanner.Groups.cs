using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

internal sealed partial class ApplyPlanner
{
    private static readonly Dictionary<string, AggregateMethod> AggregateMethods = new(StringComparer.Ordinal)
    {
        ["sum"] = AggregateMethod.Sum,
        ["average"] = AggregateMethod.Average,
        ["min"] = AggregateMethod.Min,
        ["max"] = AggregateMethod.Max,
        ["countdistinct"] = AggregateMethod.CountDistinct,
    };

    private ApplyStage PlanGroupBy(ApplyStage stage, IReadOnlyList<Expression> partition, Transformation.GroupBy group, bool hasFollowers)
    {
        IReadOnlyList<Expression> keys = [.. partition, .. group.Keys];
        return group.Then.Count == 0 ? PlanGroups(stage, keys, [], hasFollowers) : Run(group.Then, stage, keys, hasFollowers);
    }

    /// <summary>Plans one row per group, or one row for all rows if there are no keys.</summary>
    private ApplyStage PlanGroups(
        ApplyStage stage,
        IReadOnlyList<Expression> partition,
        IReadOnlyList<AggregateItem> items,
        bool hasFollowers
    )
    {
        if (stage.Aggregation is not null)
            throw new InvalidOperationException("Groups that are followed by another transformation must be planned as a table.");
        var keys = partition.Select(key => ResolveKey(key, stage)).DistinctBy(key => key.Name).ToArray();
        var aggregates = items.Select(item => (item.Name, Of: PlanAggregate(item, stage.Scope))).ToArray();
        IReadOnlyList<Scalar> named = [.. keys.Select(key => key.Scalar), .. aggregates.Select(each => new AggregateScalar(each.Of))];
        // A group without keys and aggregates still returns one row.
        IReadOnlyList<Scalar> scalars = named.Count > 0 ? named : [new AggregateScalar(new(AggregateMethod.Count, null))];
        var isDerived = hasFollowers || stage.Table is not null;
        var columns = named.Select(
            (scalar, i) =>
                (i < keys.Length ? keys[i] : new([aggregates[i - keys.Length].Name], scalar)) with
                {
                    Scalar = isDerived ? CreateColumn(i, scalar) : CreateGroupScalar(i, scalar),
                }
        );
        var grouped = ApplyStage.Create(stage.Scope, [.. columns]);
        if (!isDerived)
            return grouped with
            {
                Aggregation = new(
                    [.. keys.Select(key => key.Scalar)],
                    [.. scalars.Skip(keys.Length).Cast<AggregateScalar>().Select(each => each.Aggregate)]
                ),
                RowFilter = stage.Filter,
            };
        return grouped with { Table = CreateTable(stage, scalars) with { GroupBy = [.. keys.Select(key => key.Scalar)] } };
    }

    private static GroupScalar CreateGroupScalar(int ordinal, Scalar scalar) =>
        new(ordinal, scalar.Kind, scalar.Enum) { IsReal = IsReal(scalar) };

    private GroupColumn ResolveKey(Expression key, ApplyStage stage)
    {
        var path = GetPath(key);
        if (stage.Columns?.FirstOrDefault(column => column.Name == string.Join('/', path)) is { } known)
            return known;
        return _expressions.Resolve(key, stage.Scope) switch
        {
            PathTarget.Value { Scalar: FieldScalar field } => new(path, field, field),
            PathTarget.Value { Scalar: var scalar } => new(path, scalar),
            PathTarget.Many { Field: { } field, From: { Relations: var before, Levels: 0, Source: null, Lookup: null } } many =>
                CreateCollectionColumn(path, new FieldScalar([.. before, many.Relation], field)),
            PathTarget.Row { Relations: [.., var last] } row => throw UnsupportedFeature.CreateError(
                $"A grouping by the whole {last.Name}",
                $"Name its properties, as in {last.Name}/{last.Target.Key.Name}.",
                "$apply"
            ),
            _ => throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"'{string.Join('/', path)}' is not a property. Group by a property.",
                "$apply"
            ),
        };
    }

    private static GroupColumn CreateCollectionColumn(IReadOnlyList<string> path, FieldScalar field) =>
        new(path, field, field, IsMany: true);

    private static List<string> GetPath(Expression key)
    {
        var path = new List<string>();
        for (var node = key; node is not null; node = ((MemberExpression)node).Source)
        {
            if (node is not MemberExpression member)
                throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    "groupby takes properties only. Name the expression with compute first.",
                    "$apply"
                );
            // A type cast in front of a property does not change the property.
            if (!member.Name.Contains('.', StringComparison.Ordinal))
                path.Insert(0, member.Name);
        }
        return path;
    }

    private Aggregate PlanAggregate(AggregateItem item, RowScope scope)
    {
        if (item.Of is null)
            return new(AggregateMethod.Count, null);
        if (item.Of is CountExpression && item.Method is null)
            return new(AggregateMethod.Sum, _expressions.PlanScalar(item.Of, scope));
        var method =
            AggregateMethods.TryGetValue(item.Method!, out var known) ? known
            : item.Method!.Contains('.', StringComparison.Ordinal)
                ? throw UnsupportedFeature.CreateError(
                    $"The aggregation method {item.Method}",
                    "Use sum, average, min, max or countdistinct.",
                    "$apply"
                )
            : throw new ApiException(
                ErrorCodes.ODataParseFailed,
                $"The aggregation method '{item.Method}' is unknown. Use sum, average, min, max or countdistinct.",
                "$apply"
            );
        var of = PlanAggregatedValue(item, method, scope);
        if (method is AggregateMethod.Sum or AggregateMethod.Average && !FieldKinds.IsNumber(of.Kind))
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"'{item.Name}' is a sum or an average of values that are not numbers. Use min, max or countdistinct.",
                "$apply"
            );
        return new(method, of);
    }

    // The related rows of each entity are aggregated separately first. Otherwise two collections would multiply each other.
    private Scalar PlanAggregatedValue(AggregateItem item, AggregateMethod method, RowScope scope)
    {
        if (
            item.Of is not MemberExpression { Source: not null }
            || _expressions.Resolve(item.Of, scope)
                is not PathTarget.Many { Field: { } field, From: { Levels: 0, Source: null, Lookup: null } from } many
        )
            return _expressions.PlanScalar(item.Of!, scope);
        if (method is AggregateMethod.Average or AggregateMethod.CountDistinct)
            throw UnsupportedFeature.CreateError(
                $"'{item.Name}': {item.Method} over a collection",
                "Use sum, min or max over it, or aggregate the set of its rows.",
                "$apply"
            );
        if (scope.Names.IsGrouped)
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                "Groups have no navigations. Group by the related property, as in groupby((Company/Name)).",
                "$apply"
            );
        return new RelatedScalar(from.Relations, many.Relation, new(method, new FieldScalar(field)));
    }
}

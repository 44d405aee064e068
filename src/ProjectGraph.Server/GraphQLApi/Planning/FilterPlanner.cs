using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Translates a <c>where</c> argument to the plan's filter. The tag of each input field holds its meaning.</summary>
internal sealed class FilterPlanner(Slots slots)
{
    /// <summary>Plans the conditions of an entity's filter input. Returns null if it has none.</summary>
    /// <param name="path">The path from the plan's (or the quantifier's) row to the entity.</param>
    public Filter? Plan(InputObject? where, IReadOnlyList<RelationModel> path)
    {
        if (where is null)
            return null;
        var all = new List<Filter>();
        foreach (var (name, value) in where)
        {
            // A null condition is ignored, because front ends send null for unset variables.
            if (value is null)
                continue;
            if (PlanCondition((FilterTag)where.Type.Fields[name].Tag!, value, path) is { } condition)
                all.Add(condition);
        }
        return All(all);
    }

    private Filter? PlanCondition(FilterTag tag, object value, IReadOnlyList<RelationModel> path) =>
        tag switch
        {
            CombineTag combine => Combine(combine, (IReadOnlyList<object?>)value, each => Plan(each, path)),
            NotTag => new NotFilter(Plan((InputObject)value, path) ?? Filter.True),
            GroupFilterTag => Plan((InputObject)value, path),
            ColumnFilterTag column => PlanOperations(
                (InputObject)value,
                new FieldScalar(path, column.Field),
                column.IsGlobalId ? column.Field.Entity : null
            ),
            OneFilterTag one => Plan((InputObject)value, [.. path, one.Relation]),
            ManyFilterTag many => PlanList(many.Relation, (InputObject)value, path),
            _ => throw new InvalidOperationException($"{tag} is not valid in an entity's filter."),
        };

    private Filter? PlanList(RelationModel relation, InputObject conditions, IReadOnlyList<RelationModel> path)
    {
        var all = new List<Filter>();
        foreach (var (name, value) in conditions)
        {
            if (value is null)
                continue;
            all.Add(
                conditions.Type.Fields[name].Tag switch
                {
                    AnyTag => Negate(new QuantifiedFilter(path, relation, Quantifier.Any, null), !(bool)value),
                    QuantifierTag tag => PlanQuantifier(
                        new(path, relation, tag.Quantifier, PlanItem(relation, (InputObject)value)),
                        tag.Negated
                    ),
                    var tag => throw new InvalidOperationException($"{tag} is not valid in a list's filter."),
                }
            );
        }
        return All(all);
    }

    // An empty filter matches every row, so "all" matches both empty and non-empty lists.
    private static Filter PlanQuantifier(QuantifiedFilter filter, bool negated) =>
        filter is { Quantifier: Quantifier.All, Filter: null } ? Filter.True : Negate(filter, negated);

    private Filter? PlanItem(RelationModel relation, InputObject filter) =>
        relation.ListOf is { } value ? PlanOperations(filter, new FieldScalar(value), ids: null) : Plan(filter, []);

    private Filter? PlanOperations(InputObject operations, Scalar scalar, EntityModel? ids)
    {
        var all = new List<Filter>();
        foreach (var (name, value) in operations)
        {
            var condition = operations.Type.Fields[name].Tag switch
            {
                CombineTag combine => value is null
                    ? null
                    : Combine(combine, (IReadOnlyList<object?>)value, each => PlanOperations(each, scalar, ids)),
                OperatorTag tag => new OperatorPlanner(slots, scalar, tag, ids).Plan(value),
                var tag => throw new InvalidOperationException($"{tag} is not valid in an operation's input."),
            };
            if (condition is not null)
                all.Add(condition);
        }
        return All(all);
    }

    private static Filter? Combine(CombineTag combine, IReadOnlyList<object?> filters, Func<InputObject, Filter?> plan)
    {
        // An empty filter matches every row, so an "or" with it is true.
        Filter[] all = [.. filters.OfType<InputObject>().Select(each => plan(each) ?? Filter.True)];
        return combine.IsAnd ? All(all)
            : all.Length == 0 ? null
            : new OrFilter(all);
    }

    private static Filter? All(IReadOnlyList<Filter> filters) =>
        filters.Count switch
        {
            0 => null,
            1 => filters[0],
            _ => new AndFilter(filters),
        };

    private static Filter Negate(Filter filter, bool negated) => negated ? new NotFilter(filter) : filter;
}

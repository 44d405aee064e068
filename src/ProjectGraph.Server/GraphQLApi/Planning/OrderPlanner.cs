using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Translates an <c>order</c> argument to the plan's ordering, which ends with the key.</summary>
internal static class OrderPlanner
{
    public static IReadOnlyList<Ordering> Plan(IReadOnlyList<object?>? order, EntityModel entity)
    {
        var all = new List<Ordering>();
        foreach (var entry in order ?? [])
        {
            if (PlanEntry((InputObject)entry!, []) is not { } ordering)
                continue;
            all.Add(ordering);
            // Keys are unique, so entries after a key have no effect.
            if (ordering.By is FieldScalar { Path.Count: 0, Field.IsKey: true })
                return all;
        }
        all.Add(new(new FieldScalar(entity.Key)));
        return all;
    }

    private static Ordering? PlanEntry(InputObject entry, IReadOnlyList<RelationModel> path)
    {
        Ordering? found = null;
        foreach (var (name, value) in entry)
        {
            if (value is null)
                continue;
            if (found is not null)
                throw CreateSeveralFieldsError();
            found = entry.Type.Fields[name].Tag switch
            {
                FieldModel field => new(new FieldScalar(path, field), value is SortDirection.Descending),
                RelationModel relation => PlanEntry((InputObject)value, [.. path, relation]),
                _ => PlanEntry((InputObject)value, path),
            };
        }
        return found;
    }

    // The fields of an input object have no order (spec section 3.10), so the order of two in one entry would be arbitrary.
    private static ApiException CreateSeveralFieldsError() =>
        new(
            ErrorCodes.BadUserInput,
            "An entry of `order` must have exactly one field, because the fields of an input object have no order. Write a list: `order: [{ dueDate: ASC }, { name: ASC }]`.",
            "order"
        );
}

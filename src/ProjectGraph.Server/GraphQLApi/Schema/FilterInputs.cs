using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the filter inputs of the entities: every field, every relation and their combinations.</summary>
internal sealed class FilterInputs(OperationInputs operations)
{
    private readonly Dictionary<EntityModel, InputObjectType> _filters = [];
    private readonly Dictionary<string, InputObjectType> _lists = new(StringComparer.Ordinal);

    public InputObjectType Get(EntityModel entity)
    {
        if (_filters.TryGetValue(entity, out var known))
            return known;
        return _filters[entity] = new($"{entity.Name}FilterInput", () => Fields(entity))
        {
            Description = $"Conditions on {entity.NameWithArticle}. All conditions must match. A null condition is ignored.",
        };
    }

    private IEnumerable<InputValueDefinition> Fields(EntityModel entity)
    {
        var self = Get(entity);
        yield return OperationInputs.Combine("and", isAnd: true, self);
        yield return OperationInputs.Combine("or", isAnd: false, self);
        yield return new("not", self) { Description = "The condition does not match.", Tag = new NotTag() };
        if (entity.IsNode)
            yield return new("id", operations.GetForId())
            {
                Description = "The global id.",
                Tag = new ColumnFilterTag(entity.Key, IsGlobalId: true),
            };
        foreach (var field in Filterable(entity).Where(field => field.Group is null))
            yield return Column(field);
        foreach (var group in Filterable(entity).Where(field => field.Group is not null).GroupBy(field => field.Group!))
            yield return Group(entity, [.. group]);
        foreach (var relation in entity.Relations)
            yield return relation.IsMany ? Many(relation) : One(relation);
    }

    private static IEnumerable<FieldModel> Filterable(EntityModel entity) =>
        entity.Fields.Where(field => field.IsComparable && field.Protocols.HasFlag(Protocols.GraphQL));

    private InputValueDefinition Column(FieldModel field) =>
        new(field.GraphQLName, operations.Get(field)) { Description = field.Description, Tag = new ColumnFilterTag(field) };

    private InputValueDefinition Group(EntityModel entity, IReadOnlyList<FieldModel> fields)
    {
        var name = fields[0].Group!;
        var type = new InputObjectType($"{entity.Name}{name}FilterInput", () => fields.Select(Column))
        {
            Description = $"Conditions on `{GraphModel.CamelCase(name)}` of {entity.NameWithArticle}. All conditions must match.",
        };
        return new(GraphModel.CamelCase(name), type) { Description = type.Description, Tag = new GroupFilterTag() };
    }

    private InputValueDefinition One(RelationModel relation) =>
        new(relation.GraphQLName, Get(relation.Target)) { Description = relation.Description, Tag = new OneFilterTag(relation) };

    private InputValueDefinition Many(RelationModel relation) =>
        new(relation.GraphQLName, List(relation))
        {
            Description = relation.Description,
            Directives = [CostDirectives.Weight(FilterWeight.RelatedRowsWeight)],
            Tag = new ManyFilterTag(relation),
        };

    private InputObjectType List(RelationModel relation)
    {
        var item = relation.ListOf is { } value ? operations.Get(value) : Get(relation.Target);
        var name = relation.ListOf is null ? $"ListFilterInputTypeOf{item.Name}" : $"List{item.Name}";
        if (_lists.TryGetValue(name, out var known))
            return known;
        return _lists[name] = new(
            name,
            new InputValueDefinition("some", item)
            {
                Description = "At least one item matches.",
                Tag = new QuantifierTag(Quantifier.Any, Negated: false),
            },
            new InputValueDefinition("all", item)
            {
                Description = "Every item matches, or the list is empty.",
                Tag = new QuantifierTag(Quantifier.All, Negated: false),
            },
            new InputValueDefinition("none", item)
            {
                Description = "None matches.",
                Tag = new QuantifierTag(Quantifier.Any, Negated: true),
            },
            new InputValueDefinition("any", Scalars.Boolean) { Description = "Whether the list has any items.", Tag = new AnyTag() }
        )
        {
            Description = "Conditions on a list. All conditions must match.",
        };
    }
}

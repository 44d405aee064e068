using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the sort inputs of the entities: every field, and the fields of to-one relations.</summary>
internal sealed class SortInputs
{
    private readonly Dictionary<EntityModel, InputObjectType> _sorts = [];

    public InputObjectType Get(EntityModel entity)
    {
        if (_sorts.TryGetValue(entity, out var known))
            return known;
        return _sorts[entity] = new($"{entity.Name}SortInput", () => Fields(entity))
        {
            Description = $"One field of {entity.NameWithArticle} to order by. A list orders by its first entry, then by its second.",
        };
    }

    private IEnumerable<InputValueDefinition> Fields(EntityModel entity)
    {
        var sortable = entity.Fields.Where(field => field.IsComparable && field.Protocols.HasFlag(Protocols.GraphQL)).ToList();
        if (entity.IsNode)
            yield return Column("id", "The global id, in the order of `databaseId`.", entity.Key);
        foreach (var field in sortable.Where(field => field.Group is null))
            yield return Column(field);
        foreach (var group in sortable.Where(field => field.Group is not null).GroupBy(field => field.Group!))
            yield return Group(entity, [.. group]);
        foreach (var relation in entity.Relations.Where(relation => !relation.IsMany))
            yield return new(relation.GraphQLName, Get(relation.Target)) { Description = relation.Description, Tag = relation };
    }

    private static InputValueDefinition Group(EntityModel entity, IReadOnlyList<FieldModel> fields)
    {
        var name = fields[0].Group!;
        var type = new InputObjectType($"{entity.Name}{name}SortInput", () => fields.Select(Column))
        {
            Description = $"One field of `{GraphModel.CamelCase(name)}` to order by.",
        };
        return new(GraphModel.CamelCase(name), type) { Description = type.Description };
    }

    private static InputValueDefinition Column(FieldModel field) => Column(field.GraphQLName, field.Description, field);

    private static InputValueDefinition Column(string name, string description, FieldModel field) =>
        new(name, EnumTypes.Sort) { Description = description, Tag = field };
}

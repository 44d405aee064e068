using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the object types of the model's entities. The tag of each field holds its source.</summary>
internal sealed class EntityTypes
{
    private readonly Dictionary<EntityModel, ObjectType> _types = [];
    private readonly Dictionary<EntityModel, ConnectionTypes> _connections = [];
    private readonly FieldTypes _fieldTypes;
    private readonly FilterInputs _filters;
    private readonly SortInputs _sorts;
    private readonly IReadOnlyDictionary<EntityModel, IReadOnlyList<FieldDefinition>> _computed;

    /// <param name="computed">Fields that are not columns, by entity.</param>
    public EntityTypes(
        FieldTypes fieldTypes,
        FilterInputs filters,
        SortInputs sorts,
        IReadOnlyDictionary<EntityModel, IReadOnlyList<FieldDefinition>> computed
    )
    {
        _fieldTypes = fieldTypes;
        _filters = filters;
        _sorts = sorts;
        _computed = computed;
        Node = new("Node", new FieldDefinition("id", Scalars.Id.NonNull()) { Description = "The global id." })
        {
            Description = "An object that has a global id.",
            ResolveType = value => value.GetType().Name,
        };
    }

    public InterfaceType Node { get; }

    public ObjectType Get(EntityModel entity)
    {
        if (_types.TryGetValue(entity, out var type))
            return type;
        return _types[entity] = new(entity.Name, () => Fields(entity), () => entity.IsNode ? [Node] : [])
        {
            Description = entity.Description,
            Tag = entity,
        };
    }

    public ConnectionTypes GetConnectionType(EntityModel entity)
    {
        if (!_connections.TryGetValue(entity, out var found))
            _connections[entity] = found = new(entity, Get(entity));
        return found;
    }

    /// <summary>The arguments of a connection over the entity.</summary>
    public IEnumerable<InputValueDefinition> PageArguments(EntityModel entity) => ConnectionTypes.Arguments(entity, _filters, _sorts);

    private IEnumerable<FieldDefinition> Fields(EntityModel entity)
    {
        if (entity.IsNode)
            yield return Id(entity);
        foreach (var field in entity.Fields.Where(field => field.Protocols.HasFlag(Protocols.GraphQL) && field.Group is null))
            yield return Column(field);
        foreach (var group in entity.Fields.Where(field => field.Group is not null).GroupBy(field => field.Group!))
            yield return Group(entity, [.. group]);
        foreach (var relation in entity.Relations.Where(relation => relation.Protocols.HasFlag(Protocols.GraphQL)))
            yield return Relation(relation);
        foreach (var field in _computed.GetValueOrDefault(entity, []))
            yield return field;
    }

    private static FieldDefinition Id(EntityModel entity) =>
        new("id", Scalars.Id.NonNull())
        {
            Description = $"The global id of the {entity.Name}; opaque.",
            Tag = new GlobalIdSource(entity),
            Read = row => GlobalId.Format(entity, (long)entity.Key.Property.GetValue(row)!),
        };

    private FieldDefinition Column(FieldModel field) => Column(field, _fieldTypes.Output(field));

    private static FieldDefinition Column(FieldModel field, GraphQLType type) =>
        new(field.GraphQLName, type)
        {
            Description = field.Description,
            Tag = new ColumnSource(field),
            Read = EntityReader.Column(field),
        };

    private FieldDefinition Group(EntityModel entity, IReadOnlyList<FieldModel> fields)
    {
        var name = fields[0].Group!;
        // The group exists exactly if its first field has a value.
        var type = new ObjectType(entity.Name + name, () =>
            [Column(fields[0], _fieldTypes.Get(fields[0]).NonNull()), .. fields.Skip(1).Select(Column)]
        )
        {
            Description = $"`{GraphModel.CamelCase(name)}` of {entity.NameWithArticle}.",
        };
        return new(GraphModel.CamelCase(name), type)
        {
            Description =
                $"Related fields of {entity.NameWithArticle}: {string.Join(", ", fields.Select(field => $"`{field.GraphQLName}`"))}.",
            Tag = new GroupSource(fields[0]),
            Read = EntityReader.Group(fields[0]),
        };
    }

    private FieldDefinition Relation(RelationModel relation)
    {
        if (relation.IsPaged)
        {
            return new(relation.GraphQLName, GetConnectionType(relation.Target).Connection, PageArguments(relation.Target))
            {
                Description = relation.Description,
                Directives = [ConnectionTypes.Size],
                Tag = new ConnectionSource(relation),
                Read = _ => null,
            };
        }
        var (type, source) = TypeAndSource(relation);
        return new(relation.GraphQLName, type)
        {
            Description = relation.Description,
            Directives = [.. Weights(relation)],
            Tag = source,
            Read = EntityReader.Relation(relation),
        };
    }

    // The type of a value has no weight, but each value is a row to read.
    private static IEnumerable<AppliedDirective> Weights(RelationModel relation)
    {
        if (relation.ListOf is not null)
            yield return CostDirectives.Weight(relation.AssumedSize);
        if (relation.IsMany)
            yield return CostDirectives.AssumedSize(relation.AssumedSize);
    }

    private (GraphQLType Type, FieldSource Source) TypeAndSource(RelationModel relation) =>
        relation switch
        {
            { ListOf: { } value } => (_fieldTypes.Get(value).NonNull().List().NonNull(), new ValuesSource(relation, value)),
            { IsMany: true } => (Get(relation.Target).NonNull().List().NonNull(), new ManySource(relation)),
            { IsRequired: true } => (Get(relation.Target).NonNull(), new OneSource(relation)),
            _ => (Get(relation.Target), new OneSource(relation)),
        };
}

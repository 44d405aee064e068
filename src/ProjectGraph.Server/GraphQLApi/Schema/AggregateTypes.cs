using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the type of a group of rows and the enum of its group keys.</summary>
internal sealed class AggregateTypes
{
    private static readonly (AggregateMethod Method, string Name, string Description)[] Methods =
    [
        (AggregateMethod.Sum, "sum", "Sums; null where no row has a value."),
        (AggregateMethod.Average, "avg", "Averages over the rows that have a value."),
        (AggregateMethod.Min, "min", "Smallest values."),
        (AggregateMethod.Max, "max", "Largest values."),
    ];

    private readonly FieldTypes _types;

    public AggregateTypes(EntityModel entity, FieldTypes types)
    {
        _types = types;
        Keys = GroupKeys.Get(entity);
        GroupBy = new($"{entity.Name}GroupByField", Keys.Select(key => new EnumValue(key.EnumName, key) { Description = key.Description }))
        {
            Description = $"The keys that {entity.Set} can be grouped by.",
        };
        var measures = entity.Fields.Where(field => field.IsMeasure).ToList();
        Aggregate = new(
            $"{entity.Name}Aggregate",
            [.. Keys.Select(Key), Count(), .. Methods.Select(method => Method(entity, measures, method))]
        )
        {
            Description = $"A group of {entity.Set}. A group key that `groupBy` does not name is null.",
        };
    }

    public IReadOnlyList<GroupKey> Keys { get; }
    public EnumType GroupBy { get; }
    public ObjectType Aggregate { get; }

    private FieldDefinition Key(GroupKey key) =>
        new(key.Name, _types.Get(key.By.Kind, key.By.Enum)) { Description = key.Description, Tag = key };

    private static FieldDefinition Count() =>
        new("count", Scalars.Int.NonNull())
        {
            Description = "The number of rows in the group.",
            Tag = new Aggregate(AggregateMethod.Count, null),
        };

    private FieldDefinition Method(
        EntityModel entity,
        IReadOnlyList<FieldModel> measures,
        (AggregateMethod Method, string Name, string Description) method
    )
    {
        var type = new ObjectType(entity.Name + method.Method, measures.Select(measure => Measure(measure, method.Method)))
        {
            Description = method.Description,
        };
        return new(method.Name, type.NonNull()) { Description = method.Description, Tag = method.Method };
    }

    private FieldDefinition Measure(FieldModel field, AggregateMethod method)
    {
        var aggregate = new Aggregate(method, new FieldScalar(field));
        return new(field.GraphQLName, _types.Get(aggregate.Kind, field.Enum)) { Description = field.Description, Tag = aggregate };
    }
}

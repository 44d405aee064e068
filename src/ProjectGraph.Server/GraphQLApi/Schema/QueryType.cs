using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the fields that query the graph. They are nullable, so that an error nulls only its own field.</summary>
internal sealed class QueryType(GraphModel model, EntityTypes entities, FieldTypes fieldTypes, FilterInputs filters, GraphQLPlanner planner)
{
    public IEnumerable<FieldDefinition> Fields()
    {
        yield return Node();
        yield return Nodes();
        foreach (var entity in model.Entities.Where(entity => entity.IsNode))
        {
            yield return One(entity);
            yield return Many(entity);
        }
        foreach (var entity in model.Entities.Where(entity => entity.IsNode && entity.Fields.Any(field => field.IsMeasure)))
            yield return Aggregates(entity);
    }

    private FieldDefinition Node() =>
        new("node", entities.Node, Id("The global id of an object."))
        {
            Description = "The object with this global id. Null if it was not found.",
            Resolve = context =>
            {
                var (entity, key) = GlobalId.Parse(model, context.Arguments.GetOrDefault<string>("id")!);
                return planner.RowAsync(context, entity, entities.Get(entity), key);
            },
        };

    private FieldDefinition Nodes() =>
        new(
            "nodes",
            entities.Node.List(),
            new InputValueDefinition("ids", Scalars.Id.NonNull().List().NonNull()) { Description = "The global ids of objects." }
        )
        {
            Description = "The objects with these global ids, in the same order. Null for an id that was not found.",
            Directives = [CostDirectives.SlicedBy(ConnectionTypes.MaxPageSize, ["ids"])],
            Resolve = context =>
            {
                var ids = context.Arguments.GetOrDefault<IReadOnlyList<object?>>("ids")!;
                if (ids.Count > ConnectionTypes.MaxPageSize)
                    throw new ApiException(
                        ErrorCodes.BadUserInput,
                        $"`ids` has {ids.Count} entries. Send at most {ConnectionTypes.MaxPageSize} in one request.",
                        "ids"
                    );
                return planner.NodesAsync(context, [.. ids.Select(id => GlobalId.Parse(model, (string)id!))], entities.Get);
            },
        };

    private FieldDefinition One(EntityModel entity) =>
        new(GraphModel.CamelCase(entity.Name), entities.Get(entity), Id($"The global id of the {entity.Name}."))
        {
            Description = $"The {entity.Name} with this global id. Null if it was not found.",
            Resolve = context =>
                planner.RowAsync(
                    context,
                    entity,
                    entities.Get(entity),
                    GlobalId.Parse(context.Arguments.GetOrDefault<string>("id")!, entity)
                ),
        };

    private FieldDefinition Many(EntityModel entity) =>
        new(GraphModel.CamelCase(entity.Set), entities.GetConnectionType(entity).Connection, entities.PageArguments(entity))
        {
            Description = entity.Description,
            Directives = [ConnectionTypes.Size],
            Resolve = context => planner.ConnectionAsync(context, entity),
        };

    private FieldDefinition Aggregates(EntityModel entity)
    {
        var types = new AggregateTypes(entity, fieldTypes);
        var runner = new AggregatePlanner(planner);
        return new(
            $"{GraphModel.CamelCase(entity.Name)}Aggregates",
            types.Aggregate.NonNull().List(),
            new("where", filters.Get(entity)) { Description = "Only rows that match." },
            ConnectionTypes.Search("Only rows that contain all of these words."),
            new("groupBy", types.GroupBy.NonNull().List().NonNull())
            {
                Description = "The keys to group by. An empty list puts all rows in one group.",
            }
        )
        {
            Description = $"{entity.Set} in groups: counts, sums and averages, ordered by the group keys.",
            Directives = [CostDirectives.Weight(CostWeights.Aggregation), CostDirectives.AssumedSize(ConnectionTypes.MaxPageSize)],
            Resolve = context => runner.RunAsync(context, entity),
        };
    }

    private static InputValueDefinition Id(string description) => new("id", Scalars.Id.NonNull()) { Description = description };
}

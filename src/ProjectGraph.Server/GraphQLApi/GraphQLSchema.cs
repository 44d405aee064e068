using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>The schema, built from the model and from what the vendors declare.</summary>
internal static class GraphQLSchema
{
    public static ProjectGraph.GraphQL.Types.Schema Build(IServiceProvider services)
    {
        var model = GraphModel.Instance;
        var planner = services.GetRequiredService<GraphQLPlanner>();
        var enums = new EnumTypes();
        var fieldTypes = new FieldTypes(enums);
        var filters = new FilterInputs(new(fieldTypes));
        var entities = new EntityTypes(fieldTypes, filters, new(), Computed(model));
        var inputs = new InputTypes(fieldTypes, enums);
        var query = new QueryType(model, entities, fieldTypes, filters, planner);
        var live = new LiveReads(model, inputs, entities, services);
        var mutation = new MutationType(inputs, new(model, entities, planner), services);
        return new(
            new ObjectType("Query", () => [.. query.Fields(), .. live.Fields()]) { Description = "Questions: to the graph, and straight to the vendors." },
            new ObjectType("Mutation", mutation.Fields) { Description = "Operations: sent to the vendor, recorded, and brought back into the graph." },
            types: model.Entities.Where(entity => entity.IsNode).Select(entities.Of))
        {
            Description = "The projects of five vendors in one graph.",
        };
    }

    private static Dictionary<EntityModel, IReadOnlyList<FieldDefinition>> Computed(GraphModel model) => new()
    {
        [model.Projects] = [CapabilityTypes.On(model.Projects)],
        [model.Connections] = [CapabilityTypes.On(model.Connections)],
    };
}

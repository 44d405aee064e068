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
        var planner = services.GetRequiredService<GraphQLPlanner>();
        var model = GraphModel.Instance;
        var fieldTypes = new FieldTypes(new());
        var filters = new FilterInputs(new(fieldTypes));
        var entities = new EntityTypes(fieldTypes, filters, new(), new Dictionary<EntityModel, IReadOnlyList<FieldDefinition>>());
        var query = new QueryType(model, entities, new(model.Projects, fieldTypes), filters, planner);
        return new(
            new ObjectType("Query", query.Fields) { Description = "Questions to the graph." },
            types: model.Entities.Where(entity => entity.IsNode).Select(entities.Of))
        {
            Description = "The projects of five vendors in one graph.",
        };
    }
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Schema;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Builds the schema from the model and the vendors' declarations.</summary>
internal static class GraphQLSchema
{
    public static ProjectGraph.GraphQL.Types.Schema Build(IServiceProvider services)
    {
        var model = services.GetRequiredService<GraphModel>();
        var vendors = services.GetRequiredService<VendorRegistry>();
        var planner = services.GetRequiredService<GraphQLPlanner>();
        var enums = new EnumTypes();
        var fieldTypes = new FieldTypes(enums);
        var filters = new FilterInputs(new(fieldTypes));
        var entities = new EntityTypes(fieldTypes, filters, new(), GetComputedFields(model, new(enums, services), new(vendors)));
        var inputs = new InputTypes(fieldTypes, enums);
        var query = new QueryType(model, entities, fieldTypes, filters, planner);
        var live = new LiveReads(model, vendors, inputs, entities, services);
        var keys = new KeyTypes(model, entities, fieldTypes, planner, services);
        var mutation = new MutationType(vendors, inputs, new(model, entities, planner), services);
        var subscription = new SubscriptionType(
            model,
            entities,
            fieldTypes,
            filters,
            planner,
            services.GetRequiredService<ChangeFeed>(),
            services.GetRequiredService<OperationLog>()
        );
        return new(
            new ObjectType("Query", () => [.. query.Fields(), .. live.Fields(), .. keys.QueryFields()])
            {
                Description = "Queries to the graph, and reads directly from the vendors.",
            },
            new ObjectType("Mutation", () => [.. mutation.Fields(), .. keys.MutationFields()])
            {
                Description = "Operations that are sent to the vendor, recorded and stored in the graph.",
            },
            new ObjectType("Subscription", subscription.Fields)
            {
                Description = "Changes as they happen, by server-sent events or a WebSocket.",
            },
            types: model.Entities.Where(entity => entity.IsNode).Select(entities.Get),
            directives: [CostDirectives.Cost, CostDirectives.ListSize]
        )
        {
            Description = "The projects of five vendors in one graph.",
        };
    }

    private static Dictionary<EntityModel, IReadOnlyList<FieldDefinition>> GetComputedFields(
        GraphModel model,
        RepresentationTypes representations,
        CapabilityTypes capabilities
    ) =>
        new()
        {
            [model.Projects] = [representations.CreateField(model.Projects), capabilities.CreateField(model.Projects)],
            [model.VendorAccounts] = [capabilities.CreateField(model.VendorAccounts)],
        };
}

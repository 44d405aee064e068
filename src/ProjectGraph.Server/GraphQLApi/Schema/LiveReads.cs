using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds query fields for the vendors' documented reads, which store nothing.</summary>
internal sealed class LiveReads(
    GraphModel model,
    VendorRegistry vendors,
    InputTypes inputs,
    EntityTypes entities,
    IServiceProvider services
)
{
    /// <summary>The list size that costs assume. Each vendor has its own page size.</summary>
    private const int AssumedSize = 100;

    public IEnumerable<FieldDefinition> Fields() => vendors.LiveReads.Select(Field);

    private FieldDefinition Field(VendorLiveRead read)
    {
        var project = entities.Get(model.Projects);
        return new(read.Name, read.IsList ? project.NonNull().List() : project, inputs.Fields(read.Input))
        {
            Description = read.Description,
            Directives =
            [
                CostDirectives.Weight(CostWeights.Vendor),
                .. read.IsList ? [CostDirectives.AssumedSize(AssumedSize)] : Array.Empty<AppliedDirective>(),
            ],
            Resolve = async context =>
            {
                CallerAccess.Get((HttpContext)context.State!).Require(Permission.LiveRead);
                var values = InputTypes.Values(read.Input, context.Arguments);
                var projects = await services
                    .GetRequiredService<LiveReadRunner>()
                    .RunAsync(read.Name, values, GraphQLPlanner.GetScope(context), context.CancellationToken);
                return read.IsList ? projects
                    : projects is [var only, ..] ? only
                    : null;
            },
        };
    }
}

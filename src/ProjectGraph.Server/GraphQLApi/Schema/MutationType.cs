using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>One mutation an operation: the unified ones, then each documented one of each vendor.</summary>
internal sealed class MutationType(VendorRegistry vendors, InputTypes inputs, PayloadTypes payloads, IServiceProvider services)
{
    public IEnumerable<FieldDefinition> Fields() =>
    [
        .. vendors.Unified.Select(operation => Mutation(operation.Name, operation.Description, operation.Input, operation.Result)),
        .. vendors.Operations.Select(operation => Mutation(operation.Name, operation.Description, operation.Input, operation.Result)),
    ];

    private FieldDefinition Mutation(string name, string description, InputModel input, OperationResultKind result) => new(
        name,
        payloads.Of(name, result),
        new InputValueDefinition("input", inputs.Of(input).NonNull()) { Description = input.Description })
    {
        Description = description,
        Directives = [CostDirectives.Weight(CostWeights.Vendor)],
        Resolve = async context =>
        {
            var http = (HttpContext)context.State!;
            var caller = CallerAccess.Of(http);
            caller.Demand(name is "syncConnection" or "refreshProject" ? Permission.Sync : Permission.Operate);
            var values = InputTypes.Values(input, context.Arguments.Get<InputObject>("input")!);
            return await services.GetRequiredService<OperationRunner>().RunAsync(name, values, caller.Recorded, projectId: null, context.CancellationToken);
        },
    };
}

using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds one mutation per operation: the unified ones, then each documented one of each vendor.</summary>
internal sealed class MutationType(VendorRegistry vendors, InputTypes inputs, PayloadTypes payloads, IServiceProvider services)
{
    public IEnumerable<FieldDefinition> Fields() =>
        [
            .. vendors.Unified.Select(operation => Mutation(operation.Name, operation.Description, operation.Input, operation.Result)),
            .. vendors.Operations.Select(operation => Mutation(operation.Name, operation.Description, operation.Input, operation.Result)),
        ];

    private FieldDefinition Mutation(string name, string description, InputModel input, OperationResultKind result) =>
        new(
            name,
            payloads.Create(name, result),
            new InputValueDefinition("input", inputs.Get(input).NonNull()) { Description = input.Description }
        )
        {
            Description = description,
            Directives = [CostDirectives.Weight(CostWeights.Vendor)],
            Resolve = async context =>
            {
                var http = (HttpContext)context.State!;
                var caller = CallerAccess.Get(http);
                caller.Require(name is "syncVendorAccount" or "refreshProject" ? Permission.Sync : Permission.Operate);
                var values = InputTypes.Values(input, context.Arguments.GetOrDefault<InputObject>("input")!);
                return await RunAsync(name, values, caller, context.CancellationToken);
            },
        };

    /// <summary>Waits up to the query timeout. A request sent by then is reported as an operation with an unknown outcome.</summary>
    private async Task<OperationResult> RunAsync(
        string name,
        IReadOnlyDictionary<string, object?> values,
        CallerAccess caller,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(
            services.GetRequiredService<Limits>().QueryTimeout,
            services.GetRequiredService<TimeProvider>()
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await services
                .GetRequiredService<OperationRunner>()
                .RunAsync(name, values, caller.OperationCaller, projectId: null, caller.Scope, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(
                ErrorCodes.QueryTimeout,
                $"{name} waited too long for the project's lease. Nothing was sent to the vendor. Retry shortly."
            );
        }
    }
}

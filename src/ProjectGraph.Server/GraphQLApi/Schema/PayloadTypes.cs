using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds mutation payloads: the project's current state, the recorded operation, losses and errors.</summary>
internal sealed class PayloadTypes(GraphModel model, EntityTypes entities, GraphQLPlanner planner)
{
    public static readonly ObjectType Error = new(
        "MutationError",
        CreateField<OperationError>("code", Scalars.String.NonNull(), "The error code.", error => error.Code),
        CreateField<OperationError>("message", Scalars.String.NonNull(), "The error message.", error => error.Message),
        CreateField<OperationError>("field", Scalars.String, "The input field that the error concerns.", error => error.Field),
        CreateField<OperationError>("vendorCode", Scalars.String, "The vendor's own code or HTTP status.", error => error.VendorCode)
    )
    {
        Description = "A reason why an operation failed or was only partly carried out.",
    };

    public static readonly ObjectType Loss = new(
        "Loss",
        CreateField<Loss>("field", Scalars.String.NonNull(), "The field's name in the graph.", loss => loss.Field),
        CreateField<Loss>("reason", Scalars.String.NonNull(), "Why the vendor cannot store it.", loss => loss.Reason)
    )
    {
        Description = "A value that a vendor cannot store.",
    };

    public ObjectType Create(string operation, OperationResultKind result)
    {
        var name = char.ToUpperInvariant(operation[0]) + operation[1..] + "Payload";
        return new(name, [.. Results(result), Operation(), Losses(), Errors()]) { Description = $"What `{operation}` answers." };
    }

    private IEnumerable<FieldDefinition> Results(OperationResultKind result) =>
        result switch
        {
            OperationResultKind.Project => [Project()],
            OperationResultKind.Projects => [Projects(), Report()],
            OperationResultKind.Deletion => [Project(), DeletedProjectId()],
            _ => [Report()],
        };

    private FieldDefinition Project() =>
        new("project", entities.Get(model.Projects))
        {
            Description = "The project's current state in the graph. Null if the graph does not contain it.",
            Resolve = context => Result(context).ProjectIds is [var id, ..] ? RowAsync(context, model.Projects, id) : new((object?)null),
        };

    private FieldDefinition Projects() =>
        new("projects", entities.Get(model.Projects).NonNull().List())
        {
            Description = "The current state of the projects in the graph.",
            Directives = [CostDirectives.AssumedSize(100)],
            Resolve = async context =>
                await CompletedOperationFailures.ReadAsync((HttpContext)context.State!, Result(context), async () =>
                    await planner.RowsAsync(context, model.Projects, entities.Get(model.Projects), Result(context).ProjectIds)
                ),
        };

    private FieldDefinition DeletedProjectId() =>
        new("deletedProjectId", Scalars.Id)
        {
            Description = "The global id that the project had.",
            Read = result => ((OperationResult)result!).DeletedProjectId is { } id ? GlobalId.Format(model.Projects, id) : null,
        };

    private FieldDefinition Operation() =>
        new("operation", entities.Get(model.Operations))
        {
            Description = "The recorded operation: the request that was sent and the vendor's response.",
            // An operation refused before its vendor account was known belongs to no account, so its caller may read it.
            Resolve = context =>
                RowAsync(context, model.Operations, Result(context).OperationId, GraphQLPlanner.GetScope(context).WithUnassigned()),
        };

    private async ValueTask<object?> RowAsync(ResolverContext context, EntityModel entity, long key, AccountScope? scope = null) =>
        await CompletedOperationFailures.ReadAsync((HttpContext)context.State!, Result(context), async () =>
            await planner.RowAsync(context, entity, entities.Get(entity), key, scope)
        );

    private static FieldDefinition Report() =>
        CreateField<OperationResult>("report", GraphQLScalars.Json, "The report of the vendor or the sync, in its own format.", result =>
            result.Extra
        );

    private static FieldDefinition Losses() =>
        CreateField<OperationResult>(
            "losses",
            Loss.NonNull().List().NonNull(),
            "Values that the vendor could not store and that were left out.",
            result => result.Losses
        );

    private static FieldDefinition Errors() =>
        CreateField<OperationResult>("errors", Error.NonNull().List(), "The errors. Null if the operation succeeded.", result =>
            result.Errors.Count == 0 ? null : result.Errors
        );

    private static OperationResult Result(ResolverContext context) => (OperationResult)context.Parent!;

    private static FieldDefinition CreateField<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}

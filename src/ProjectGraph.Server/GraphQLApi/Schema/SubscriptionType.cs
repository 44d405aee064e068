using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Streaming;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the fields that report changes as they happen.</summary>
internal sealed class SubscriptionType(
    GraphModel model,
    EntityTypes entities,
    FieldTypes fieldTypes,
    FilterInputs filters,
    GraphQLPlanner planner,
    ChangeFeed feed,
    OperationLog operations
)
{
    private readonly ChangeTypes _types = new(model, entities, fieldTypes, planner);

    public IEnumerable<FieldDefinition> Fields()
    {
        yield return ProjectChanged();
        yield return OperationChanged();
        yield return SyncProgress();
    }

    private FieldDefinition ProjectChanged() =>
        new(
            "projectChanged",
            _types.ProjectChange().NonNull(),
            new InputValueDefinition("where", filters.Get(model.Projects))
            {
                Description =
                    "Only projects that match now. Deletions of all projects are reported, because a deleted project cannot be compared.",
            },
            new InputValueDefinition("unmatched", Scalars.Boolean, "false")
            {
                Description =
                    "Also reports updates of projects that do not match, with `project: null`. A client that maintains a list learns which projects have left it.",
            },
            new InputValueDefinition("after", GraphQLScalars.Long)
            {
                Description =
                    "Starts after this `position` of an earlier event. 0 starts at the beginning of the change log. If omitted, only new events are reported.",
            }
        )
        {
            Description = "Every creation, update and deletion of a project.",
            Subscribe = async context =>
            {
                var position = ((HttpContext)context.State!).Features.Get<StreamPosition>();
                var scope = GraphQLPlanner.GetScope(context);
                var after = await feed.StartAsync(position?.Resumed ?? ReadAfter(context.Arguments), context.CancellationToken);
                return new ProjectChanges(
                    feed,
                    model.Projects,
                    scope,
                    CreateMatcher(context.Arguments, scope),
                    context.Arguments.TryGetValue("unmatched", out var unmatched) && unmatched is true,
                    position
                ).FollowAsync(after, context.CancellationToken);
            },
        };

    private FieldDefinition OperationChanged() =>
        new("operationChanged", entities.Get(model.Operations), Id("The global id of the operation."))
        {
            Description = "The operation's current state, then its state after each step until it ends. Null if it was not found.",
            Subscribe = context =>
            {
                var id = GlobalId.Parse(context.Arguments.GetOrDefault<string>("id")!, model.Operations);
                return new(OperationAsync(id, GraphQLPlanner.GetScope(context), context.CancellationToken));
            },
            Resolve = context => planner.RowAsync(context, model.Operations, entities.Get(model.Operations), (long)context.Parent!),
        };

    private FieldDefinition SyncProgress() =>
        new(
            "syncProgress",
            _types.SyncProgress(),
            new InputValueDefinition("vendorAccountId", Scalars.Id.NonNull()) { Description = "The global id of the vendor account." }
        )
        {
            Description =
                "The current state of the vendor account's latest sync run, then its state after each page and at its end. Later sync runs follow. Null before the first sync run.",
            Subscribe = async context =>
            {
                var given = context.Arguments.GetOrDefault<string>("vendorAccountId")!;
                var id = GlobalId.Parse(given, model.VendorAccounts);
                // No event would ever come, and the client would not learn why.
                if (!await feed.HasVendorAccountAsync(id, GraphQLPlanner.GetScope(context), context.CancellationToken))
                    throw new ApiException(
                        ErrorCodes.NotFound,
                        $"The vendor account \"{given}\" was not found. List vendor accounts with `vendorAccounts`.",
                        "vendorAccountId"
                    );
                return feed.FollowSyncAsync(id, context.CancellationToken);
            },
        };

    private async IAsyncEnumerable<object?> OperationAsync(
        long id,
        AccountScope scope,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Subscribe before the first read, so that no step is missed between the two.
        var start = await feed.StartAsync(after: null, cancellationToken);
        var ended = await HasEndedAsync(id, scope, cancellationToken);
        yield return id;
        if (ended)
            yield break;
        await foreach (var changes in feed.FollowAsync(model.Operations, scope, start, cancellationToken))
        {
            if (changes.All(change => change.EntityId != id))
                continue;
            ended = await HasEndedAsync(id, scope, cancellationToken);
            yield return id;
            if (ended)
                yield break;
        }
    }

    private async ValueTask<bool> HasEndedAsync(long id, AccountScope scope, CancellationToken cancellationToken) =>
        await operations.FindAsync(id, scope, cancellationToken) is not { CompletedAt: null };

    private RowMatcher? CreateMatcher(ArgumentValues arguments, AccountScope scope)
    {
        var slots = new Slots();
        return new FilterPlanner(slots).Plan(arguments.GetOrDefault<InputObject>("where"), []) is { } filter
            ? planner.CreateMatcher(model.Projects, filter, slots, scope)
            : null;
    }

    private static long? ReadAfter(ArgumentValues arguments) =>
        !arguments.TryGetValue("after", out var given) || given is not long position ? null
        : position >= 0 ? position
        : throw new ApiException(
            ErrorCodes.BadUserInput,
            "`after` is negative. Send the `position` of an earlier event, or 0 to start at the beginning of the change log.",
            "after"
        );

    private static InputValueDefinition Id(string description) => new("id", Scalars.Id.NonNull()) { Description = description };
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Streaming;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>The types of the events that subscriptions tell.</summary>
internal sealed class ChangeTypes(GraphModel model, EntityTypes entities, FieldTypes fieldTypes, GraphQLPlanner planner)
{
    private static readonly EnumType Kind = new(
        "ChangeKind",
        new EnumValue("CREATED", ChangeKind.Created) { Description = "It is new in the graph." },
        new EnumValue("UPDATED", ChangeKind.Updated) { Description = "Something of it, or of what belongs to it, is another." },
        new EnumValue("DELETED", ChangeKind.Deleted) { Description = "It is gone." })
    {
        Description = "What happened.",
    };

    public ObjectType ProjectChange() => new(
        "ProjectChange",
        Part<ProjectChange>("kind", Kind.NonNull(), "What happened.", each => each.Change.Kind),
        Part<ProjectChange>("position", GraphQLScalars.Long.NonNull(), "Where it stands in the change log: `after` takes it, to miss nothing after a break.", each => each.Change.Position),
        Part<ProjectChange>("changedAt", GraphQLScalars.DateTime.NonNull(), "When the graph learned of it.", each => each.Change.At),
        Part<ProjectChange>("projectId", Scalars.Id.NonNull(), "The global id that the project has or had.", each => GlobalId.Format(model.Projects, each.Change.EntityId)),
        Part<ProjectChange>("vendorId", Scalars.String.NonNull(), "The project's id at its vendor.", each => each.Change.VendorId),
        Part<ProjectChange>("vendorAccountId", Scalars.Id.NonNull(), "The global id of its connection.", each => GlobalId.Format(model.VendorAccounts, each.Change.VendorAccountId)),
        new FieldDefinition("project", entities.Of(model.Projects))
        {
            Description = "The project as it is now; null where it is gone, or where it does not match (see `unmatched`).",
            Resolve = ProjectAsync,
        })
    {
        Description = "Something happened to a project. Told at least once and in order.",
    };

    public ObjectType SyncProgress() => new(
        "SyncProgress",
        Part<SyncRunSnapshot>("state", fieldTypes.Of(FieldKind.Enum, EnumModel.Get(typeof(SyncState))).NonNull(), "How far it has come.", each => EnumModel.Get(typeof(SyncState)).FindOrFallback((long)each.State)!.Number),
        Part<SyncRunSnapshot>("startedAt", GraphQLScalars.DateTime.NonNull(), "When it was started first.", each => each.StartedAt),
        Part<SyncRunSnapshot>("endedAt", GraphQLScalars.DateTime, "When it ended; null while it runs.", each => each.EndedAt),
        Part<SyncRunSnapshot>("pages", GraphQLScalars.Long.NonNull(), "Pages read since it was started or gone on with.", each => each.Pages),
        Part<SyncRunSnapshot>("read", Scalars.Int.NonNull(), "Projects that the vendor showed so far.", each => each.Read),
        Part<SyncRunSnapshot>("created", Scalars.Int.NonNull(), "Projects that were new.", each => each.Created),
        Part<SyncRunSnapshot>("changed", Scalars.Int.NonNull(), "Projects that were another than before.", each => each.Changed),
        Part<SyncRunSnapshot>("deleted", Scalars.Int.NonNull(), "Projects that are gone at the vendor.", each => each.Deleted),
        Part<SyncRunSnapshot>("quarantined", Scalars.Int.NonNull(), "Records that could not be understood.", each => each.Quarantined),
        Part<SyncRunSnapshot>("error", Scalars.String, "Why it ended early.", each => each.Error),
        Part<SyncRunSnapshot>("errorCode", Scalars.String, "The error's code.", each => each.ErrorCode),
        Part<SyncRunSnapshot>("vendorAccountId", Scalars.Id.NonNull(), "The global id of the connection.", each => GlobalId.Format(model.VendorAccounts, each.VendorAccountId)),
        new FieldDefinition("vendorAccount", entities.Of(model.VendorAccounts))
        {
            Description = "The connection as it is now.",
            Resolve = context => planner.RowAsync(context, model.VendorAccounts, entities.Of(model.VendorAccounts), ((SyncRunSnapshot)context.Parent!).VendorAccountId),
        })
    {
        Description = "The newest sync of a connection, as it stands.",
    };

    private ValueTask<object?> ProjectAsync(ResolverContext context)
    {
        var (change, batch) = (ProjectChange)context.Parent!;
        return batch is null
            ? new((object?)null)
            : batch.ProjectAsync(context, planner, model.Projects, entities.Of(model.Projects), change.EntityId);
    }

    private static FieldDefinition Part<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Streaming;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>Builds the types of the subscriptions' events.</summary>
internal sealed class ChangeTypes(GraphModel model, EntityTypes entities, FieldTypes fieldTypes, GraphQLPlanner planner)
{
    private static readonly EnumType Kind = new(
        "ChangeKind",
        new EnumValue("CREATED", ChangeKind.Created) { Description = "The project is new in the graph." },
        new EnumValue("UPDATED", ChangeKind.Updated) { Description = "The project or a part of it has changed." },
        new EnumValue("DELETED", ChangeKind.Deleted) { Description = "The project was deleted." }
    )
    {
        Description = "What happened.",
    };

    public ObjectType ProjectChange() =>
        new(
            "ProjectChange",
            CreateField<ProjectChange>("kind", Kind.NonNull(), "What happened.", each => each.Change.Kind),
            CreateField<ProjectChange>(
                "position",
                GraphQLScalars.Long.NonNull(),
                "The position in the change log. Pass it to `after` to resume without missing events.",
                each => each.Change.Position
            ),
            CreateField<ProjectChange>("changedAt", GraphQLScalars.DateTime.NonNull(), "When the graph recorded the change.", each =>
                each.Change.At
            ),
            CreateField<ProjectChange>("projectId", Scalars.Id.NonNull(), "The global id that the project has or had.", each =>
                GlobalId.Format(model.Projects, each.Change.EntityId)
            ),
            CreateField<ProjectChange>("vendorId", Scalars.String.NonNull(), "The project's id at its vendor.", each =>
                each.Change.VendorId
            ),
            CreateField<ProjectChange>("vendorAccountId", Scalars.Id.NonNull(), "The global id of its vendor account.", each =>
                GlobalId.Format(model.VendorAccounts, each.Change.VendorAccountId)
            ),
            new FieldDefinition("project", entities.Get(model.Projects))
            {
                Description = "The project's current state. Null if it was deleted or does not match (see `unmatched`).",
                Resolve = ProjectAsync,
            }
        )
        {
            Description = "A change of a project. Delivered at least once and in order.",
        };

    public ObjectType SyncProgress() =>
        new(
            "SyncProgress",
            CreateField<SyncRunSnapshot>(
                "state",
                fieldTypes.Get(FieldKind.Enum, EnumModel.Get(typeof(SyncState))).NonNull(),
                "The state of the sync run.",
                each => EnumModel.Get(typeof(SyncState)).FindOrFallback((long)each.State)!.Number
            ),
            CreateField<SyncRunSnapshot>("startedAt", GraphQLScalars.DateTime.NonNull(), "When the sync run first started.", each =>
                each.StartedAt
            ),
            CreateField<SyncRunSnapshot>("endedAt", GraphQLScalars.DateTime, "When the sync run ended. Null while it is running.", each =>
                each.EndedAt
            ),
            CreateField<SyncRunSnapshot>(
                "pages",
                GraphQLScalars.Long.NonNull(),
                "Pages read since the sync run started or resumed.",
                each => each.Pages
            ),
            CreateField<SyncRunSnapshot>("read", Scalars.Int.NonNull(), "Projects that the vendor has returned so far.", each => each.Read),
            CreateField<SyncRunSnapshot>("created", Scalars.Int.NonNull(), "Projects that were new.", each => each.Created),
            CreateField<SyncRunSnapshot>("changed", Scalars.Int.NonNull(), "Projects that had changed.", each => each.Changed),
            CreateField<SyncRunSnapshot>("deleted", Scalars.Int.NonNull(), "Projects that were deleted at the vendor.", each =>
                each.Deleted
            ),
            CreateField<SyncRunSnapshot>("quarantined", Scalars.Int.NonNull(), "Records that could not be understood.", each =>
                each.Quarantined
            ),
            CreateField<SyncRunSnapshot>("error", Scalars.String, "Why the sync run ended early.", each => each.Error),
            CreateField<SyncRunSnapshot>("errorCode", Scalars.String, "The error's code.", each => each.ErrorCode),
            CreateField<SyncRunSnapshot>("vendorAccountId", Scalars.Id.NonNull(), "The global id of the vendor account.", each =>
                GlobalId.Format(model.VendorAccounts, each.VendorAccountId)
            ),
            new FieldDefinition("vendorAccount", entities.Get(model.VendorAccounts))
            {
                Description = "The vendor account's current state.",
                Resolve = context =>
                    planner.RowAsync(
                        context,
                        model.VendorAccounts,
                        entities.Get(model.VendorAccounts),
                        ((SyncRunSnapshot)context.Parent!).VendorAccountId
                    ),
            }
        )
        {
            Description = "The current state of a vendor account's latest sync run.",
        };

    private ValueTask<object?> ProjectAsync(ResolverContext context)
    {
        var (change, batch) = (ProjectChange)context.Parent!;
        return batch is null
            ? new((object?)null)
            : batch.ProjectAsync(context, planner, model.Projects, entities.Get(model.Projects), change.EntityId);
    }

    private static FieldDefinition CreateField<T>(string name, GraphQLType type, string description, Func<T, object?> read) =>
        new(name, type) { Description = description, Read = value => read((T)value!) };
}

using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>What CoreData can do with the unified fields.</summary>
internal static class CoreDataFields
{
    private const FieldUse Plain = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Clear;
    private const FieldUse Kept = FieldUse.Read | FieldUse.Create | FieldUse.Update;

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", Kept | FieldUse.Required),
        new("description", Plain),
        new("status", Kept, "A project always has one. Which of the tenant's values means what can be set per connection."),
        new("vendorStatus", Kept, "A code of the value list project_status, or a value of it: project_status:Pending: or Pending."),
        new("dueDate", Plain),
        new("managerId", Plain, "The responsible users: CoreData can have several, and the one given takes the place of all."),
        new("assigneeIds", Plain, "The associated users."),
        new("contacts", Plain),
        new("tags", Plain),
        new("customFields", Plain, "The aspects: replaced as a whole, and limited to those of the project's template."),
        new("number", FieldUse.Read, "CoreData counts its projects per year."),
        new("createdAt", FieldUse.Read, "Shown without a zone and taken as UTC."),
        new("updatedAt", FieldUse.Read, "Shown without a zone and taken as UTC."),
        new("ownerId", FieldUse.Read, "Whoever made the project, by display name; it can't be chosen."),
        new("url", FieldUse.Read),
        new("externalId", FieldUse.None, "CoreData's project has none."),
        new("sourceId", FieldUse.None, "CoreData's project has none."),
        new("reference", FieldUse.None, "CoreData's project has none."),
        new("progress", FieldUse.None, "CoreData's project has none."),
        new("startDate", FieldUse.None, "CoreData's project has a due date only."),
        new("archived", FieldUse.None, "CoreData does not archive projects."),
        new("archivedAt", FieldUse.None, "CoreData does not archive projects."),
        new("companyId", FieldUse.None, "CoreData's project names contacts, not a customer."),
        new("currency", FieldUse.None, "CoreData's project has no amounts."),
        new("mrr", FieldUse.None, "CoreData's project has no amounts."),
        new("arr", FieldUse.None, "CoreData's project has no amounts."),
        new("nrr", FieldUse.None, "CoreData's project has no amounts."),
    ];

    /// <summary>What the unified inputs call CoreData's fields.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["title"] = "name",
        ["responsibleUsers"] = "managerId",
        ["associatedUsers"] = "assigneeIds",
        ["aspects"] = "customFields",
        ["space"] = "coreData.spaceId",
        ["statusMessage"] = "coreData.statusMessage",
        ["fileplan"] = "coreData.fileplan",
        ["template"] = "coreData.template",
        ["subProjectOf"] = "coreData.subProjectOf",
    };
}

using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>Declares which unified fields CoreData can read and write.</summary>
internal static class CoreDataFields
{
    private const FieldUse Plain = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Clear;
    private const FieldUse NotClearable = FieldUse.Read | FieldUse.Create | FieldUse.Update;

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", NotClearable | FieldUse.Required),
        new("description", Plain),
        new("status", NotClearable, "A project always has a status. The mapping of the tenant's values can be set per vendor account."),
        new("vendorStatus", NotClearable, "A code of the value list project_status, or a value of it: project_status:Pending: or Pending."),
        new("dueDate", Plain),
        new("managerId", Plain, "The responsible users. CoreData can have several; the given one replaces them all."),
        new("assigneeIds", Plain, "The associated users."),
        new("contacts", Plain),
        new("tags", Plain),
        new("customFields", Plain, "The aspects. They are replaced as a whole, and limited to those of the project's template."),
        new("number", FieldUse.Read, "CoreData numbers its projects per year."),
        new("createdAt", FieldUse.Read, "CoreData returns it without a time zone. It is read as UTC."),
        new("updatedAt", FieldUse.Read, "CoreData returns it without a time zone. It is read as UTC."),
        new("ownerId", FieldUse.Read, "The creator of the project, by display name. It cannot be chosen."),
        new("url", FieldUse.Read),
        new("externalId", FieldUse.None, "CoreData's project does not have it."),
        new("sourceId", FieldUse.None, "CoreData's project does not have it."),
        new("reference", FieldUse.None, "CoreData's project does not have it."),
        new("progress", FieldUse.None, "CoreData's project does not have it."),
        new("startDate", FieldUse.None, "CoreData's project has only a due date."),
        new("archived", FieldUse.None, "CoreData does not archive projects."),
        new("archivedAt", FieldUse.None, "CoreData does not archive projects."),
        new("companyId", FieldUse.None, "CoreData's project has contacts but no customer."),
        new("currency", FieldUse.None, "CoreData's project has no amounts."),
        new("mrr", FieldUse.None, "CoreData's project has no amounts."),
        new("arr", FieldUse.None, "CoreData's project has no amounts."),
        new("nrr", FieldUse.None, "CoreData's project has no amounts."),
    ];

    /// <summary>The unified names of CoreData's fields.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } =
        new Dictionary<string, string>
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

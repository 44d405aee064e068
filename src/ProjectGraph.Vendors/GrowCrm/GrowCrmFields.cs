using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Declares which unified fields Grow CRM can read and write.</summary>
internal static class GrowCrmFields
{
    private const FieldUse Plain = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Clear;
    private const FieldUse Needed = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Required;

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", Needed),
        new("description", Plain),
        new("startDate", Needed),
        new("dueDate", Plain, "On or after the start date."),
        new("companyId", FieldUse.Read | FieldUse.Create | FieldUse.Required, "The client of a project cannot be changed."),
        new(
            "ownerId",
            FieldUse.Create | FieldUse.Update,
            "Written as the user that the project is attributed to. Grow CRM never returns it."
        ),
        new("reference", FieldUse.Read, "Grow CRM returns it but documents no way to write it."),
        new("status", FieldUse.Read, "Set by setProjectStatus. A new project is NOT_STARTED."),
        new("vendorStatus", FieldUse.Read, "Set by setProjectStatus. A new project is not_started."),
        new("progress", FieldUse.Read, "Set by setProjectProgress. A new project has 0."),
        new("archived", FieldUse.Read, "Set by archiveProject and restoreProject."),
        new("managerId", FieldUse.Read, "Set by setProjectManager. A project has at most one manager."),
        new("assigneeIds", FieldUse.Read, "Set by assignProject."),
        new("tags", FieldUse.Read, "Set by setProjectTags."),
        new("createdAt", FieldUse.Read),
        new("updatedAt", FieldUse.Read),
        new("url", FieldUse.None, "Grow CRM does not return it."),
        new("number", FieldUse.None, "Grow CRM's project has only its id."),
        new("archivedAt", FieldUse.None, "Grow CRM does not return the time."),
        new("externalId", FieldUse.None, "Grow CRM's project does not have it. It has a reference, which is read-only."),
        new("sourceId", FieldUse.None, "Grow CRM's project does not have it. It has a reference, which is read-only."),
        new("currency", FieldUse.None, "Grow CRM's project does not have it."),
        new("mrr", FieldUse.None, "Grow CRM's project has no revenue. growCrm.billing has rate, hours and costs."),
        new("arr", FieldUse.None, "Grow CRM's project has no revenue. growCrm.billing has rate, hours and costs."),
        new("nrr", FieldUse.None, "Grow CRM's project has no revenue. growCrm.billing has rate, hours and costs."),
        new("contacts", FieldUse.None, "Grow CRM's project does not have it."),
        new("customFields", FieldUse.None, "Grow CRM's API does not return them."),
    ];
}

using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Declares which unified fields Productive can read and write.</summary>
internal static class ProductiveFields
{
    private const FieldUse Needed = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Required;
    private const string NoDates = "Productive's project has no dates. Its tasks have them.";
    private const string NoMoney = "Productive's project does not have it. Its deals and budgets do.";

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", Needed),
        new("companyId", Needed, "Always present for a client's project. createProductiveProject creates an internal one without it."),
        new("managerId", Needed, "Exactly one. It can be changed but not removed."),
        new(
            "customFields",
            FieldUse.Read | FieldUse.Create | FieldUse.Update,
            "By the ids of Productive's custom fields. Values are merged, and null removes a single one."
        ),
        new("number", FieldUse.Read, "Assigned by Productive. A template does not have it."),
        new(
            "archived",
            FieldUse.Read,
            "Changed by archiveProject and restoreProject. Only name and manager of an archived project can be changed."
        ),
        new("archivedAt", FieldUse.Read),
        new("createdAt", FieldUse.Read),
        new("updatedAt", FieldUse.Read, "The time of the last activity in the project, which need not change the project itself."),
        new("url", FieldUse.None, "Productive does not return it."),
        new("description", FieldUse.None, "Only Productive's copy accepts it, and Productive never returns it."),
        new("externalId", FieldUse.None, "Productive's project does not have it."),
        new("sourceId", FieldUse.None, "Productive's project does not have it."),
        new("reference", FieldUse.None, "Productive's project does not have it."),
        new("status", FieldUse.None, "Productive's project does not have it. Its tasks do."),
        new("vendorStatus", FieldUse.None, "Productive's project does not have it. Its tasks do."),
        new("progress", FieldUse.None, "Productive's project does not have it."),
        new("startDate", FieldUse.None, NoDates),
        new("dueDate", FieldUse.None, NoDates),
        new("currency", FieldUse.None, NoMoney),
        new("mrr", FieldUse.None, NoMoney),
        new("arr", FieldUse.None, NoMoney),
        new("nrr", FieldUse.None, NoMoney),
        new("ownerId", FieldUse.None, "Productive's project has a manager but no owner."),
        new("assigneeIds", FieldUse.None, "The members of a project are not part of Productive's project."),
        new("contacts", FieldUse.None, "Productive's project does not have it."),
        new("tags", FieldUse.None, "Productive's project has only the colours of tags: productive.tagColors."),
    ];
}

using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Productive;

/// <summary>What Productive can do with the unified fields.</summary>
internal static class ProductiveFields
{
    private const FieldUse Needed = FieldUse.Read | FieldUse.Create | FieldUse.Update | FieldUse.Required;
    private const string NoDates = "Productive's project has no dates; its tasks have.";
    private const string NoMoney = "Productive's project has none; its deals and budgets have.";

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", Needed),
        new("companyId", Needed, "Always there for a client's project; createProductiveProject makes an internal one without."),
        new("managerId", Needed, "Exactly one: it can be changed and not removed."),
        new("customFields", FieldUse.Read | FieldUse.Create | FieldUse.Update,
            "By the ids of Productive's custom fields; merged, and null takes a single value away."),
        new("number", FieldUse.Read, "Given by Productive; a template has none."),
        new("archived", FieldUse.Read, "Changed by archiveProject and restoreProject. Of an archived project only name and manager can be changed."),
        new("archivedAt", FieldUse.Read),
        new("createdAt", FieldUse.Read),
        new("updatedAt", FieldUse.Read, "When something last happened in the project, which need not be a change of it."),
        new("url", FieldUse.None, "Productive does not show it."),
        new("description", FieldUse.None, "Only Productive's copy takes one, and Productive never shows it."),
        new("externalId", FieldUse.None, "Productive's project has none."),
        new("sourceId", FieldUse.None, "Productive's project has none."),
        new("reference", FieldUse.None, "Productive's project has none."),
        new("status", FieldUse.None, "Productive's project has none; its tasks have."),
        new("vendorStatus", FieldUse.None, "Productive's project has none; its tasks have."),
        new("progress", FieldUse.None, "Productive's project has none."),
        new("startDate", FieldUse.None, NoDates),
        new("dueDate", FieldUse.None, NoDates),
        new("currency", FieldUse.None, NoMoney),
        new("mrr", FieldUse.None, NoMoney),
        new("arr", FieldUse.None, NoMoney),
        new("nrr", FieldUse.None, NoMoney),
        new("ownerId", FieldUse.None, "Productive's project has a manager and no owner."),
        new("assigneeIds", FieldUse.None, "The members of a project are not part of Productive's project."),
        new("contacts", FieldUse.None, "Productive's project has none."),
        new("tags", FieldUse.None, "Productive's project has colours of tags only: productive.tagColors."),
    ];
}

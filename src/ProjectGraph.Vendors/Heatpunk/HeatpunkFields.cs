using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Declares which unified fields Heatpunk can read and write.</summary>
internal static class HeatpunkFields
{
    private const FieldUse ReadCreateUpdate = FieldUse.Read | FieldUse.Create | FieldUse.Update;

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", ReadCreateUpdate, "Without one, Heatpunk names a project after its creation day."),
        new(
            "status",
            ReadCreateUpdate,
            "Lead and Quote are read as NOT_STARTED, Sale and Install as IN_PROGRESS. Only Lead, Install, Completed and Rejected are written. ON_HOLD has no equivalent."
        ),
        new("vendorStatus", ReadCreateUpdate, $"One of {HeatpunkStatuses.AllNames}."),
        new(
            "reference",
            FieldUse.Create | FieldUse.Update | FieldUse.Clear,
            "Written as crmReference, which Heatpunk never returns. The graph keeps the written value."
        ),
        new("companyId", ReadCreateUpdate | FieldUse.Clear, "Heatpunk stores a customer's name only. The company's name is written."),
        new(
            "ownerId",
            FieldUse.Read | FieldUse.Create,
            "Written as an e-mail address on create and read as a number. It cannot be changed."
        ),
        new(
            "userEmail",
            FieldUse.Create | FieldUse.Update | FieldUse.Clear,
            "On create the owner, otherwise the user to act as. Defaults to the vendor account's user."
        ),
        new("createdAt", FieldUse.Read),
        new("updatedAt", FieldUse.Read, "Opening a project in Heatpunk changes it too."),
        new("url", FieldUse.Read, "Derived from the project's id."),
        new("number", FieldUse.None, "Heatpunk's project has only its id."),
        new("archivedAt", FieldUse.None, "Heatpunk's documentation announces archiving but does not describe it."),
        new("description", FieldUse.None, "Heatpunk's project does not have it."),
        new("externalId", FieldUse.None, "Heatpunk's project does not have it. It has a reference."),
        new("sourceId", FieldUse.None, "Heatpunk's project does not have it. It has a reference."),
        new("archived", FieldUse.None, "Heatpunk's documentation announces archiving but does not describe it."),
        new("progress", FieldUse.None, "Heatpunk's project does not have it."),
        new("startDate", FieldUse.None, "Heatpunk's project has no start or due date."),
        new("dueDate", FieldUse.None, "Heatpunk's project has no start or due date."),
        new("currency", FieldUse.None, "Heatpunk's project has no amounts."),
        new("mrr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("arr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("nrr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("managerId", FieldUse.None, "Heatpunk's project has only an owner."),
        new("assigneeIds", FieldUse.None, "Heatpunk's project has only an owner."),
        new(
            "contacts",
            FieldUse.None,
            "Heatpunk's project does not have it. The customer is in heatpunk.customerName, customerEmail and customerPhone."
        ),
        new("tags", FieldUse.None, "Heatpunk's project does not have it."),
        new("customFields", FieldUse.None, "Heatpunk's project does not have it."),
    ];
}

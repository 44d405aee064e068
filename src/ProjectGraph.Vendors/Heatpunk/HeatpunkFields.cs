using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>What Heatpunk can do with the unified fields.</summary>
internal static class HeatpunkFields
{
    private const FieldUse Changing = FieldUse.Read | FieldUse.Create | FieldUse.Update;

    public static IReadOnlyList<FieldCapability> All { get; } =
    [
        new("name", Changing, "Without one, Heatpunk calls a project by its creation day."),
        new("status", Changing, "Lead and Quote read as NOT_STARTED, Sale and Install as IN_PROGRESS; written are Lead, Install, Completed and Rejected. ON_HOLD has no equal."),
        new("vendorStatus", Changing, $"One of {HeatpunkStatuses.Words}."),
        new("reference", FieldUse.Create | FieldUse.Update | FieldUse.Clear, "Written as crmReference, which Heatpunk never shows: the graph keeps what was written here."),
        new("companyId", Changing | FieldUse.Clear, "Heatpunk knows a customer by name only: the company's name is written."),
        new("ownerId", FieldUse.Read | FieldUse.Create, "Written as an e-mail address on create and read as a number; can't be changed."),
        new("userEmail", FieldUse.Create | FieldUse.Update | FieldUse.Clear, "On create the owner, else the user to act as; without one it is the connection's."),
        new("createdAt", FieldUse.Read),
        new("updatedAt", FieldUse.Read, "Opening a project in Heatpunk moves it too."),
        new("url", FieldUse.Read, "Made of the project's id."),
        new("number", FieldUse.None, "Heatpunk's project has its id only."),
        new("archivedAt", FieldUse.None, "Heatpunk's documents announce archiving and describe none."),
        new("description", FieldUse.None, "Heatpunk's project has none."),
        new("externalId", FieldUse.None, "Heatpunk's project has none; it has a reference."),
        new("sourceId", FieldUse.None, "Heatpunk's project has none; it has a reference."),
        new("archived", FieldUse.None, "Heatpunk's documents announce archiving and describe none."),
        new("progress", FieldUse.None, "Heatpunk's project has none."),
        new("startDate", FieldUse.None, "Heatpunk's project has no dates of its own."),
        new("dueDate", FieldUse.None, "Heatpunk's project has no dates of its own."),
        new("currency", FieldUse.None, "Heatpunk's project has no amounts."),
        new("mrr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("arr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("nrr", FieldUse.None, "Heatpunk's project has no amounts."),
        new("managerId", FieldUse.None, "Heatpunk's project names its owner only."),
        new("assigneeIds", FieldUse.None, "Heatpunk's project names its owner only."),
        new("contacts", FieldUse.None, "Heatpunk's project has none; the customer is in heatpunk.customerName, customerEmail and customerPhone."),
        new("tags", FieldUse.None, "Heatpunk's project has none."),
        new("customFields", FieldUse.None, "Heatpunk's project has none."),
    ];
}

using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Writes a project in the shape of Grow CRM's response. Every key is present, money is text with two digits, and a flag is yes or no.
/// </summary>
internal static class GrowCrmRepresentation
{
    public static JsonObject Create(Project project)
    {
        var own = project.GrowCrm;
        return new()
        {
            ["id"] = Number(project.Vendor == Vendor.GrowCrm ? project.VendorId : null, StandIns.Key(project)),
            ["title"] = project.Name,
            ["description"] = project.Description,
            ["reference"] = project.Reference,
            ["status"] = Status(project),
            ["active_state"] = own?.ActiveStateRaw ?? (project.Archived is true ? "archived" : "active"),
            ["progress"] = project.Progress ?? 0,
            ["progress_manually"] = Word(own?.ProgressManually),
            ["client"] = project.Company is { } client ? Reference(Number(client.VendorId, StandIns.Key(client)), client.Name) : null,
            ["category"] = own?.CategoryId is { } category ? Reference(category, own.CategoryName) : null,
            ["dates"] = Dates(project),
            ["billing"] = Billing(own ?? new()),
            ["permissions"] = Permissions(own ?? new()),
            ["assigned"] = People(project.Assignees),
            ["managers"] = People(project.Managers),
            ["tags"] = new JsonArray([.. project.Tags.Select(tag => JsonValue.Create(tag.Tag))]),
        };
    }

    private static string Status(Project project)
    {
        if (project.Vendor == Vendor.GrowCrm)
            return project.VendorStatus ?? "";
        return GrowCrmNames.ToVendorName(
            project.Status is { } status
                ? GrowCrmNames.ToVendorStatus(status) ?? GrowCrmProjectStatus.NotStarted
                : GrowCrmProjectStatus.NotStarted
        );
    }

    private static JsonObject Dates(Project project) =>
        new()
        {
            ["start"] = Text(project.StartDate),
            ["due"] = Text(project.DueDate),
            ["created"] = Text(project.CreatedAt ?? project.SyncedAt),
            ["updated"] = Text(project.UpdatedAt ?? project.CreatedAt ?? project.SyncedAt),
        };

    private static JsonObject Billing(GrowCrmProject own) =>
        new()
        {
            ["type"] = GrowCrmNames.ToVendorName(own.BillingType ?? GrowCrmBillingType.Hourly),
            ["rate"] = Money(own.BillingRate),
            ["estimated_hours"] = own.EstimatedHours ?? 0,
            ["costs_estimate"] = Money(own.CostsEstimate),
        };

    private static JsonObject Permissions(GrowCrmProject own)
    {
        bool?[] flags =
        [
            own.TasksView,
            own.TasksCollaborate,
            own.TasksCreate,
            own.TimesheetsView,
            own.ExpensesView,
            own.AssignedTasksCollaborate,
        ];
        return new(GrowCrmBody.Permissions.Zip(flags, (name, flag) => KeyValuePair.Create(name, (JsonNode?)Word(flag))));
    }

    private static JsonArray People(IEnumerable<Person> people) =>
        new([
            .. people.Select(person =>
                Reference(Number(person.VendorId, StandIns.Key(person)), person.Name ?? person.Username ?? person.Email)
            ),
        ]);

    private static JsonObject Reference(long id, string? name) => new() { ["id"] = id, ["name"] = name };

    private static long Number(string? id, long standIn) => GrowCrmMapping.FindId(id) ?? standIn;

    private static string Word(bool? flag) => flag is true ? "yes" : "no";

    private static string Money(decimal? amount) => (amount ?? 0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day is { } value ? GrowCrmMapping.Format(value) : null;

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

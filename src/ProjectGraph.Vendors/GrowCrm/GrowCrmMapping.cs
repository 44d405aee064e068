using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Maps Grow CRM's documents to the graph. Fractions below a millisecond are lost, except in the stored document.</summary>
internal static class GrowCrmMapping
{
    // Amounts of money are text. Ids may be text too: the introduction and the page on projects contradict each other.
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Project MapProject(JsonElement document, DateTimeOffset now)
    {
        var wire = Read<GrowCrmProjectWire>(document);
        var project = new Project
        {
            Vendor = Vendor.GrowCrm,
            VendorId = Format(wire.Id),
            Name = wire.Title ?? "",
            Description = wire.Description,
            Reference = wire.Reference,
            Status = wire.Status is null ? null : GrowCrmNames.Status(wire.Status),
            VendorStatus = wire.Status,
            Archived = GrowCrmNames.IsArchived(wire.ActiveState),
            Progress = wire.Progress,
            StartDate = ParseDay(wire.Dates?.Start, "dates.start"),
            DueDate = ParseDay(wire.Dates?.Due, "dates.due"),
            CreatedAt = ParseInstant(wire.Dates?.Created, "dates.created"),
            UpdatedAt = ParseInstant(wire.Dates?.Updated, "dates.updated"),
            SyncedAt = now,
            Company = wire.Client is { } client ? new() { VendorId = Format(client.Id), Name = client.Name } : null,
            Document = document.GetRawText(),
            GrowCrm = Extension(wire),
        };
        project.Assignees.AddRange(MapPeople(wire.Assigned));
        project.Managers.AddRange(MapPeople(wire.Managers));
        project.Tags.AddRange((wire.Tags ?? []).Select(tag => new ProjectTag { Tag = tag }));
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Company MapCompany(JsonElement document)
    {
        var wire = Read<GrowCrmClientWire>(document);
        return new()
        {
            VendorId = Format(wire.Id),
            Name = wire.CompanyName,
            Phone = wire.Phone,
        };
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Person MapPerson(JsonElement document)
    {
        var wire = Read<GrowCrmMemberWire>(document);
        return new()
        {
            VendorId = Format(wire.Id),
            Name = wire.Name,
            Email = wire.Email,
        };
    }

    /// <exception cref="VendorReadException">The document does not have the documented shape. The message names the place.</exception>
    public static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>(Options) ?? throw NotReadable("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path)
                throw NotReadable($"{path[2..]} is not of the documented type.");
            throw NotReadable(FindId(document) is null ? "The record has no id." : "The record is not of the documented shape.");
        }
    }

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? FindId(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("id", out var id) && IsId(id.ToString())
            ? id.ToString()
            : null;

    /// <summary>Whether the text is a numeric id, as projects, clients and people have.</summary>
    public static bool IsId(string? text) => FindId(text) is not null;

    public static long? FindId(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    public static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Parses an instant for comparison. Returns null for other text.</summary>
    public static DateTimeOffset? TryParseInstant(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;

    private static GrowCrmProject Extension(GrowCrmProjectWire wire) =>
        new()
        {
            CategoryId = wire.Category?.Id,
            CategoryName = wire.Category?.Name,
            ProgressManually = GrowCrmNames.IsYes(wire.ProgressManually),
            BillingType = GrowCrmNames.BillingType(wire.Billing?.Type),
            BillingRate = CheckAmount(wire.Billing?.Rate, "billing.rate"),
            EstimatedHours = CheckAmount(wire.Billing?.EstimatedHours, "billing.estimated_hours"),
            CostsEstimate = CheckAmount(wire.Billing?.CostsEstimate, "billing.costs_estimate"),
            TasksView = GrowCrmNames.IsYes(wire.Permissions?.TasksView),
            TasksCollaborate = GrowCrmNames.IsYes(wire.Permissions?.TasksCollaborate),
            TasksCreate = GrowCrmNames.IsYes(wire.Permissions?.TasksCreate),
            TimesheetsView = GrowCrmNames.IsYes(wire.Permissions?.TimesheetsView),
            ExpensesView = GrowCrmNames.IsYes(wire.Permissions?.ExpensesView),
            AssignedTasksCollaborate = GrowCrmNames.IsYes(wire.Permissions?.AssignedTasksCollaborate),
            ActiveStateRaw = wire.ActiveState,
        };

    private static IEnumerable<Person> MapPeople(List<GrowCrmReferenceWire>? people) =>
        (people ?? []).Select(person => new Person { VendorId = Format(person.Id), Name = person.Name });

    private static DateOnly? ParseDay(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw NotReadable($"{name} is not a day.");
    }

    private static DateTimeOffset? ParseInstant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var instant = TryParseInstant(text) ?? throw NotReadable($"{name} is not an instant.");
        return instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private static decimal? CheckAmount(decimal? amount, string name) =>
        amount is > Money.Max or < -Money.Max ? throw NotReadable($"{name} exceeds the range of the graph.") : amount;

    private static VendorReadException NotReadable(string message) => new(VendorErrors.VendorBadAnswer, message);
}

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
    private static readonly JsonSerializerOptions options = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Project Project(JsonElement document, DateTimeOffset now)
    {
        var wire = Read<GrowCrmProjectWire>(document);
        var project = new Project
        {
            Vendor = Vendor.GrowCrm,
            VendorId = Text(wire.Id),
            Name = wire.Title ?? "",
            Description = wire.Description,
            Reference = wire.Reference,
            Status = wire.Status is null ? null : GrowCrmWords.Status(wire.Status),
            VendorStatus = wire.Status,
            Archived = GrowCrmWords.IsArchived(wire.ActiveState),
            Progress = wire.Progress,
            StartDate = Day(wire.Dates?.Start, "dates.start"),
            DueDate = Day(wire.Dates?.Due, "dates.due"),
            CreatedAt = Instant(wire.Dates?.Created, "dates.created"),
            UpdatedAt = Instant(wire.Dates?.Updated, "dates.updated"),
            SyncedAt = now,
            Company = wire.Client is { } client ? new() { VendorId = Text(client.Id), Name = client.Name } : null,
            Document = document.GetRawText(),
            GrowCrm = Extension(wire),
        };
        project.Assignees.AddRange(People(wire.Assigned));
        project.Managers.AddRange(People(wire.Managers));
        project.Tags.AddRange((wire.Tags ?? []).Select(tag => new ProjectTag { Tag = tag }));
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Company Company(JsonElement document)
    {
        var wire = Read<GrowCrmClientWire>(document);
        return new() { VendorId = Text(wire.Id), Name = wire.CompanyName, Phone = wire.Phone };
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Person Person(JsonElement document)
    {
        var wire = Read<GrowCrmMemberWire>(document);
        return new() { VendorId = Text(wire.Id), Name = wire.Name, Email = wire.Email };
    }

    /// <exception cref="VendorReadException">The document does not have the documented shape. The message names the place.</exception>
    public static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>(options) ?? throw Broken("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path) throw Broken($"{path[2..]} is not of the documented type.");
            throw Broken(IdOf(document) is null ? "The record has no id." : "The record is not of the documented shape.");
        }
    }

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? IdOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("id", out var id) && IsId(id.ToString()) ? id.ToString() : null;

    /// <summary>Whether the text is a numeric id, as projects, clients and people have.</summary>
    public static bool IsId(string? text) => IdOf(text) is not null;

    public static long? IdOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Parses an instant for comparison. Returns null for other text.</summary>
    public static DateTimeOffset? InstantOf(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private static GrowCrmProject Extension(GrowCrmProjectWire wire) => new()
    {
        CategoryId = wire.Category?.Id,
        CategoryName = wire.Category?.Name,
        ProgressManually = GrowCrmWords.IsYes(wire.ProgressManually),
        BillingType = GrowCrmWords.BillingType(wire.Billing?.Type),
        BillingRate = Amount(wire.Billing?.Rate, "billing.rate"),
        EstimatedHours = Amount(wire.Billing?.EstimatedHours, "billing.estimated_hours"),
        CostsEstimate = Amount(wire.Billing?.CostsEstimate, "billing.costs_estimate"),
        TasksView = GrowCrmWords.IsYes(wire.Permissions?.TasksView),
        TasksCollaborate = GrowCrmWords.IsYes(wire.Permissions?.TasksCollaborate),
        TasksCreate = GrowCrmWords.IsYes(wire.Permissions?.TasksCreate),
        TimesheetsView = GrowCrmWords.IsYes(wire.Permissions?.TimesheetsView),
        ExpensesView = GrowCrmWords.IsYes(wire.Permissions?.ExpensesView),
        AssignedTasksCollaborate = GrowCrmWords.IsYes(wire.Permissions?.AssignedTasksCollaborate),
        ActiveStateRaw = wire.ActiveState,
    };

    private static IEnumerable<Person> People(List<GrowCrmReferenceWire>? people) =>
        (people ?? []).Select(person => new Person { VendorId = Text(person.Id), Name = person.Name });

    private static DateOnly? Day(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Broken($"{name} is not a day.");
    }

    private static DateTimeOffset? Instant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var instant = InstantOf(text) ?? throw Broken($"{name} is not an instant.");
        return instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private static decimal? Amount(decimal? amount, string name) =>
        amount is > Money.Max or < -Money.Max ? throw Broken($"{name} exceeds the range of the graph.") : amount;

    private static VendorReadException Broken(string message) => new(VendorErrors.VendorBadAnswer, message);
}

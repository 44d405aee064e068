using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>From Grow CRM's documents to the graph. What is lost: times beyond the millisecond, which the stored document keeps.</summary>
internal static class GrowCrmMapping
{
    // Money is shown as text; an id may be, where the documents' introduction is right and their page on projects is not.
    private static readonly JsonSerializerOptions options = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
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

    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
    public static Company Company(JsonElement document)
    {
        var wire = Read<GrowCrmClientWire>(document);
        return new() { VendorId = Text(wire.Id), Name = wire.CompanyName, Phone = wire.Phone };
    }

    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
    public static Person Person(JsonElement document)
    {
        var wire = Read<GrowCrmMemberWire>(document);
        return new() { VendorId = Text(wire.Id), Name = wire.Name, Email = wire.Email };
    }

    /// <exception cref="VendorReadException">It is not of the documented shape; the message says where.</exception>
    public static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>(options) ?? throw Broken("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path) throw Broken($"{path[2..]} is not of the documented type.");
            throw Broken(IdOf(document) is null ? "It is no record with an id." : "It is not of the documented shape.");
        }
    }

    /// <summary>The record's id where it has one, however broken the rest is.</summary>
    public static string? IdOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("id", out var id) && IsId(id.ToString()) ? id.ToString() : null;

    /// <summary>Projects, clients and people are numbered.</summary>
    public static bool IsId(string? text) => IdOf(text) is not null;

    public static long? IdOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Of a text that may be no instant, for comparing only.</summary>
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
        amount is > Money.Max or < -Money.Max ? throw Broken($"{name} is larger than the graph can hold.") : amount;

    private static VendorReadException Broken(string message) => new(VendorErrors.VendorBadAnswer, message);
}

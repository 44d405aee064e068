using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Between Planhat's documents and the graph. What is lost: nothing; a day stands in for the instant, which is kept beside it.</summary>
internal static class PlanhatMapping
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
    public static Project Project(JsonElement document, DateTimeOffset now)
    {
        var wire = Read<PlanhatProjectWire>(document);
        var (start, end) = (Instant(wire.StartDate, "startDate"), Instant(wire.EndDate, "endDate"));
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = wire.Id,
            Name = wire.Name ?? "",
            ExternalId = wire.ExternalId,
            SourceId = wire.SourceId,
            StartDate = Day(start),
            DueDate = Day(end),
            CreatedAt = CreatedAt(wire.Id),
            SyncedAt = now,
            Currency = wire.Currency,
            Mrr = Amount(wire.Mrr, "mrr"),
            Arr = Amount(wire.Arr, "arr"),
            Nrr = Amount(wire.Nrr, "nrr"),
            Company = wire.CompanyId is { } company ? new() { VendorId = company, Name = wire.CompanyName } : null,
            CustomFieldsJson = document.TryGetProperty("custom", out var custom) ? custom.GetRawText() : null,
            Document = document.GetRawText(),
            Planhat = new()
            {
                StartDateTime = start,
                EndDateTime = end,
                Mrr = wire.Mrr,
                Arr = wire.Arr,
                Nrr = wire.Nrr,
                CompanyName = wire.CompanyName,
                Version = wire.Version,
            },
        };
        project.CustomFields.AddRange((wire.Custom ?? []).Select(field => new ProjectCustomField { Name = field.Key, Value = Text(field.Value) }));
        return project;
    }

    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
    public static Company Company(JsonElement document)
    {
        var wire = Read<PlanhatCompanyWire>(document);
        return new() { VendorId = wire.Id, Name = wire.Name, ExternalId = wire.ExternalId, SourceId = wire.SourceId };
    }

    /// <summary>The record's id where it has one, however broken the rest is.</summary>
    public static string? IdOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("_id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    public static bool IsObjectId(string text) => text.Length == 24 && text.All(char.IsAsciiHexDigit);

    /// <summary>Planhat shows no creation time; the first four bytes of an objectId are its seconds since 1970.</summary>
    public static DateTimeOffset? CreatedAt(string id) => IsObjectId(id)
        ? DateTimeOffset.FromUnixTimeSeconds(uint.Parse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : null;

    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>A day is written as its first instant in UTC.</summary>
    public static DateTimeOffset? Instant(DateOnly? day) => day is { } value ? new(value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>() ?? throw Broken("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path) throw Broken($"{path[2..]} is not of the documented type.");
            throw Broken(IdOf(document) is null ? "It is no record with an _id." : "It is not of the documented shape.");
        }
    }

    private static DateTimeOffset? Instant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Broken($"{name} is not a date.");
    }

    private static DateOnly? Day(DateTimeOffset? instant) => instant is { } value ? DateOnly.FromDateTime(value.UtcDateTime) : null;

    private static decimal? Amount(decimal? amount, string name) =>
        amount is > Money.Max or < -Money.Max ? throw Broken($"{name} is larger than the graph can hold.") : amount;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static VendorReadException Broken(string message) => new(VendorErrors.VendorBadAnswer, message);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Maps Planhat's documents to the graph, without loss. Dates become days, and the instants are stored beside them.</summary>
internal static class PlanhatMapping
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Project MapProject(JsonElement document, DateTimeOffset now)
    {
        var wire = Read<PlanhatProjectWire>(document);
        var (start, end) = (ToInstant(wire.StartDate, "startDate"), ToInstant(wire.EndDate, "endDate"));
        var project = new Project
        {
            Vendor = Vendor.Planhat,
            VendorId = wire.Id,
            Name = wire.Name ?? "",
            ExternalId = wire.ExternalId,
            SourceId = wire.SourceId,
            StartDate = ToDay(start),
            DueDate = ToDay(end),
            CreatedAt = GetCreationTime(wire.Id),
            SyncedAt = now,
            Currency = wire.Currency,
            Mrr = CheckAmount(wire.Mrr, "mrr"),
            Arr = CheckAmount(wire.Arr, "arr"),
            Nrr = CheckAmount(wire.Nrr, "nrr"),
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
        project.CustomFields.AddRange(
            (wire.Custom ?? []).Select(field => new ProjectCustomField { Name = field.Key, Value = ToText(field.Value) })
        );
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Company MapCompany(JsonElement document)
    {
        var wire = Read<PlanhatCompanyWire>(document);
        return new()
        {
            VendorId = wire.Id,
            Name = wire.Name,
            ExternalId = wire.ExternalId,
            SourceId = wire.SourceId,
        };
    }

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? FindId(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("_id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    public static bool IsObjectId(string text) => text.Length == 24 && text.All(char.IsAsciiHexDigit);

    /// <summary>
    /// Derives the creation time, which Planhat does not return. The first four bytes of an object id are seconds since 1970.
    /// </summary>
    public static DateTimeOffset? GetCreationTime(string id) =>
        IsObjectId(id)
            ? DateTimeOffset.FromUnixTimeSeconds(uint.Parse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : null;

    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Returns the day's first instant in UTC.</summary>
    public static DateTimeOffset? ToInstant(DateOnly? day) =>
        day is { } value ? new(value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>() ?? throw NotReadable("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path)
                throw NotReadable($"{path[2..]} is not of the documented type.");
            throw NotReadable(FindId(document) is null ? "The record has no _id." : "The record is not of the documented shape.");
        }
    }

    private static DateTimeOffset? ToInstant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : throw NotReadable($"{name} is not a date.");
    }

    private static DateOnly? ToDay(DateTimeOffset? instant) => instant is { } value ? DateOnly.FromDateTime(value.UtcDateTime) : null;

    private static decimal? CheckAmount(decimal? amount, string name) =>
        amount is > Money.Max or < -Money.Max ? throw NotReadable($"{name} exceeds the range of the graph.") : amount;

    private static string? ToText(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static VendorReadException NotReadable(string message) => new(VendorErrors.VendorBadAnswer, message);
}

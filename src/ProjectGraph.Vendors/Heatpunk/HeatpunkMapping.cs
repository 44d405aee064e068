using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Maps Heatpunk's documents to the graph. Nothing that a list contains is lost. A list omits the build date, the customer's e-mail
/// address and telephone number, and the CRM reference (see <see cref="HeatpunkWriteOnlyFields"/>).
/// </summary>
internal static class HeatpunkMapping
{
    private const string UrlPrefix = "https://heatpunk.co.uk/?project=";

    /// <param name="requestingUser">The user who requested the list, if it names one. Other people have no e-mail address in it.</param>
    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Project MapProject(JsonElement document, Person? requestingUser, DateTimeOffset now)
    {
        var wire = Read<HeatpunkProjectWire>(document);
        var id = FormatNumber(wire.Id);
        return new()
        {
            Vendor = Vendor.Heatpunk,
            VendorId = id,
            Url = UrlPrefix + id,
            Name = wire.ProjectName ?? "",
            Status = HeatpunkStatuses.ToProjectStatus(wire.Status),
            VendorStatus = NullIfEmpty(wire.Status),
            CreatedAt = ParseInstant(wire.DateCreated, "dateCreated"),
            UpdatedAt = ParseInstant(wire.DateModified, "dateModified"),
            SyncedAt = now,
            Company = string.IsNullOrWhiteSpace(wire.CustomerName)
                ? null
                : new() { VendorId = wire.CustomerName, Name = wire.CustomerName },
            Owner = wire.Owner is { } owner ? MapOwner(FormatNumber(owner), requestingUser) : null,
            Document = document.GetRawText(),
            Heatpunk = new()
            {
                Address = NullIfEmpty(wire.Address),
                Postcode = NullIfEmpty(wire.Postcode),
                Lat = wire.Lat,
                Lng = wire.Lng,
                CustomerName = NullIfEmpty(wire.CustomerName),
                OwnerUserId = wire.Owner,
            },
        };
    }

    /// <exception cref="VendorReadException">The response is not a list of projects.</exception>
    public static HeatpunkList ReadList(JsonElement response)
    {
        var wire = Read<HeatpunkListWire>(response);
        var requestingUser = wire is { OwnerId: { } id, OwnerEmail: { Length: > 0 } email }
            ? new Person { VendorId = FormatNumber(id), Email = email }
            : null;
        return new(wire.Projects, requestingUser);
    }

    /// <exception cref="VendorReadException">The response contains no project id.</exception>
    public static string ReadCreatedId(JsonElement response) => FormatNumber(Read<HeatpunkCreatedWire>(response).ProjectId);

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? FindId(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("ID", out var id))
            return null;
        return long.TryParse(id.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? FormatNumber(number)
            : null;
    }

    private static Person MapOwner(string id, Person? requestingUser) =>
        new() { VendorId = id, Email = requestingUser?.VendorId == id ? requestingUser.Email : null };

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
            throw NotReadable($"The record is not of the documented shape: {RequiredMember(typeof(T))} is missing.");
        }
    }

    private static string RequiredMember(Type type) =>
        type == typeof(HeatpunkProjectWire) ? "ID"
        : type == typeof(HeatpunkListWire) ? "projects"
        : "projectId";

    private static DateTimeOffset? ParseInstant(string? text, string name)
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

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string FormatNumber(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static VendorReadException NotReadable(string message) => new(VendorErrors.VendorBadAnswer, message);
}

/// <summary>The records of a list response, and the user who requested it.</summary>
internal sealed record HeatpunkList(IReadOnlyList<JsonElement> Rows, Person? RequestingUser);

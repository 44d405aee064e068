using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// From Heatpunk's documents to the graph. What is lost: nothing that a list shows; build date, the customer's e-mail address
/// and telephone number, and the CRM reference it does not show (see <see cref="HeatpunkWritten"/>).
/// </summary>
internal static class HeatpunkMapping
{
    private const string Link = "https://heatpunk.co.uk/?project=";

    /// <param name="asker">Who asked for the list, where it tells: the only person whose e-mail address it shows.</param>
    /// <exception cref="VendorReadException">The record can't be understood; the message says where.</exception>
    public static Project Project(JsonElement document, Person? asker, DateTimeOffset now)
    {
        var wire = Read<HeatpunkProjectWire>(document);
        var id = Text(wire.Id);
        return new()
        {
            Vendor = Vendor.Heatpunk,
            VendorId = id,
            Url = Link + id,
            Name = wire.ProjectName ?? "",
            Status = HeatpunkStatuses.Read(wire.Status),
            VendorStatus = Set(wire.Status),
            CreatedAt = Instant(wire.DateCreated, "dateCreated"),
            UpdatedAt = Instant(wire.DateModified, "dateModified"),
            SyncedAt = now,
            Company = string.IsNullOrWhiteSpace(wire.CustomerName) ? null : new() { VendorId = wire.CustomerName, Name = wire.CustomerName },
            Owner = wire.Owner is { } owner ? Owner(Text(owner), asker) : null,
            Document = document.GetRawText(),
            Heatpunk = new()
            {
                Address = Set(wire.Address),
                Postcode = Set(wire.Postcode),
                Lat = wire.Lat,
                Lng = wire.Lng,
                CustomerName = Set(wire.CustomerName),
                OwnerUserId = wire.Owner,
            },
        };
    }

    /// <exception cref="VendorReadException">It is no list of projects.</exception>
    public static HeatpunkList List(JsonElement answer)
    {
        var wire = Read<HeatpunkListWire>(answer);
        var asker = wire is { OwnerId: { } id, OwnerEmail: { Length: > 0 } email } ? new Person { VendorId = Text(id), Email = email } : null;
        return new(wire.Projects, asker);
    }

    /// <exception cref="VendorReadException">It holds no project's number.</exception>
    public static string CreatedId(JsonElement answer) => Text(Read<HeatpunkCreatedWire>(answer).ProjectId);

    /// <summary>The record's id where it has one, however broken the rest is.</summary>
    public static string? IdOf(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("ID", out var id)) return null;
        return long.TryParse(id.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Text(number) : null;
    }

    private static Person Owner(string id, Person? asker) => new() { VendorId = id, Email = asker?.VendorId == id ? asker.Email : null };

    private static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>() ?? throw Broken("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path) throw Broken($"{path[2..]} is not of the documented type.");
            throw Broken($"It is not of the documented shape: {Missing(typeof(T))} is missing.");
        }
    }

    private static string Missing(Type type) =>
        type == typeof(HeatpunkProjectWire) ? "ID" : type == typeof(HeatpunkListWire) ? "projects" : "projectId";

    private static DateTimeOffset? Instant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Broken($"{name} is not a date.");
    }

    private static string? Set(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static VendorReadException Broken(string message) => new(VendorErrors.VendorBadAnswer, message);
}

/// <summary>A list as it came: records, and who asked.</summary>
internal sealed record HeatpunkList(IReadOnlyList<JsonElement> Rows, Person? Asker);

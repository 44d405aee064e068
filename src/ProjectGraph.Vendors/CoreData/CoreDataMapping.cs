using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Maps CoreData's documents to the graph. CoreData returns the creator and the last editor of a project by display name only, and does
/// not return its programmes.
/// </summary>
internal sealed class CoreDataMapping(Uri baseUrl, CoreDataStatuses statuses)
{
    public static CoreDataMapping Of(VendorAccountSettings settings) => new(settings.BaseUrl, CoreDataStatuses.Create(settings));

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public Project MapProject(JsonElement document, DateTimeOffset now)
    {
        var wire = Read<CoreDataProjectWire>(document);
        if (string.IsNullOrEmpty(wire.Id))
            throw NotReadable("id is empty.");
        var project = new Project
        {
            Vendor = Vendor.CoreData,
            VendorId = wire.Id,
            Url = wire.ResourceUri is { Length: > 0 } uri ? ResolveAddress(baseUrl, uri) : null,
            Name = wire.Title ?? "",
            Description = Given(wire.Description),
            Number = Given(wire.Identifier),
            Status = statuses.ToProjectStatus(wire.Status),
            VendorStatus = Given(wire.Status),
            DueDate = ParseDay(wire.DueDate),
            CreatedAt = ParseInstant(wire.Created, "created"),
            UpdatedAt = ParseInstant(wire.Modified, "modified"),
            SyncedAt = now,
            Owner = Given(wire.CreatedBy) is { } name ? new() { VendorId = name, Name = name } : null,
            CustomFieldsJson = wire.Aspects is { Count: > 0 } ? Raw(document, "aspects") : null,
            Document = document.GetRawText(),
            CoreData = Extension(wire, document),
        };
        project.Managers.AddRange(MapPeople(wire.ResponsibleUsers, "responsible_users"));
        project.Assignees.AddRange(MapPeople(wire.AssociatedUsers, "associated_users"));
        project.Contacts.AddRange((wire.Contacts ?? []).Select(contact => new ProjectContact { Contact = contact }));
        project.Tags.AddRange((wire.Tags ?? []).Select(tag => new ProjectTag { Tag = tag }));
        project.CustomFields.AddRange(
            (wire.Aspects ?? []).Select(aspect => new ProjectCustomField { Name = aspect.Key, Value = Text(aspect.Value) })
        );
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Person MapPerson(JsonElement document) => MapPerson(Read<CoreDataUserWire>(document));

    /// <summary>Maps a file, task, folder or comment.</summary>
    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static CoreDataItem MapItem(JsonElement document)
    {
        var wire = Read<CoreDataItemWire>(document);
        return new(
            wire.Id,
            wire.Title ?? wire.Text ?? "",
            wire.Type,
            ParseInstant(wire.Created, "created"),
            Given(wire.CreatedBy),
            wire.Path,
            document.GetRawText()
        );
    }

    /// <summary>Returns the id at the end of an address, relative or absolute.</summary>
    public static string? LastSegment(string? location) =>
        location?.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() is { } id
        && VendorRequest.IsSegment(Uri.UnescapeDataString(id))
            ? Uri.UnescapeDataString(id)
            : null;

    /// <summary>Returns a text of the record, even if the rest is not readable.</summary>
    public static string? FindText(JsonElement document, string field) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Returns the user name that writes need. A user is an object, or possibly the user name itself.</summary>
    public static string? FindUsername(JsonElement user) =>
        user.ValueKind == JsonValueKind.String ? user.GetString() : FindText(user, "username");

    /// <summary>Returns the id that writes need. A space or template is an object, or the id itself.</summary>
    public static string? FindId(JsonElement reference) =>
        reference.ValueKind == JsonValueKind.String ? Given(reference.GetString()) : FindText(reference, "id");

    /// <summary>Resolves a printed address: CoreData's addresses are relative to the base address, not to the host.</summary>
    public static string ResolveAddress(Uri baseUrl, string printed) =>
        Uri.IsWellFormedUriString(printed, UriKind.Absolute) ? printed : baseUrl.AbsoluteUri.TrimEnd('/') + "/" + printed.TrimStart('/');

    private static CoreDataProject Extension(CoreDataProjectWire wire, JsonElement document) =>
        new()
        {
            SpaceId = Given(wire.Space?.Id),
            SpaceTitle = wire.Space?.Title,
            StatusMessage = Given(wire.StatusMessage),
            Fileplan = Given(wire.Fileplan),
            FileplanTitle = Given(wire.FileplanTitle),
            Template = FindId(wire.Template),
            Aspects = Raw(document, "aspects"),
            ConnectedUsers = Raw(document, "connected_users"),
            AssociatedContactsId = Raw(document, "associated_contacts_id"),
            Dynatype = wire.Dynatype?.Title,
            Type = wire.Type,
            Path = wire.Path,
            SnapshotId = wire.SnapshotId,
            Version = wire.Version,
            ResourceUri = wire.ResourceUri,
            CreatedByName = Given(wire.CreatedBy),
            ModifiedByName = Given(wire.ModifiedBy),
        };

    private static IEnumerable<Person> MapPeople(List<JsonElement>? users, string field)
    {
        foreach (var (user, index) in (users ?? []).Select((user, index) => (user, index)))
        {
            if (string.IsNullOrEmpty(FindUsername(user)))
                throw NotReadable($"{field}[{index}] is not a user.");
            yield return user.ValueKind == JsonValueKind.Object
                ? MapPerson(user)
                : MapPerson(new CoreDataUserWire { Username = user.GetString()! });
        }
    }

    private static Person MapPerson(CoreDataUserWire user) =>
        new()
        {
            VendorId = user.Username,
            Username = user.Username,
            Name = Given($"{user.FirstName} {user.LastName}".Trim()),
        };

    private static T Read<T>(JsonElement document)
    {
        try
        {
            return document.Deserialize<T>() ?? throw NotReadable("The record is null.");
        }
        catch (JsonException e)
        {
            throw NotReadable(e.Path is { Length: > 2 } path ? $"{path[2..]} is not of the documented type." : "The record has no id.");
        }
    }

    private static DateOnly? ParseDay(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw NotReadable("due_date is not a date.");
    }

    // Times have no time zone and are read as UTC.
    private static DateTimeOffset? ParseInstant(string? text, string field)
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
            : throw NotReadable($"{field} is not a time.");
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Raw(JsonElement document, string field) =>
        document.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetRawText() : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static VendorReadException NotReadable(string message) => new(VendorErrors.VendorBadAnswer, message);
}

using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Writes a project in the shape of CoreData's response. Every key is present. Empty values are "", [] or {}; only a day and a template
/// are null.
/// </summary>
internal static class CoreDataRepresentation
{
    public static JsonObject Create(Project project, CoreDataStatuses statuses)
    {
        var own = project.CoreData ?? new();
        var (id, created) = (Id(project), project.CreatedAt ?? project.SyncedAt);
        return new()
        {
            ["aspects"] = project.CoreData is null ? new JsonObject() : Json(own.Aspects) ?? new JsonObject(),
            ["associated_contacts_id"] = Json(own.AssociatedContactsId) ?? new JsonArray(),
            ["associated_users"] = Users(project.Assignees),
            ["connected_users"] = Json(own.ConnectedUsers) ?? Names(project.Managers.Concat(project.Assignees)),
            ["contacts"] = new JsonArray([.. project.Contacts.Select(contact => JsonValue.Create(contact.Contact))]),
            ["created"] = Text(created),
            ["created_by"] = own.CreatedByName ?? project.Owner?.Name ?? "",
            ["description"] = project.Description ?? "",
            ["due_date"] = project.DueDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["dynatype"] = Dynatype(own.Dynatype ?? "Project"),
            ["fileplan"] = own.Fileplan ?? "",
            ["fileplan_title"] = own.FileplanTitle ?? "",
            ["id"] = id,
            ["identifier"] = Identifier(project, created),
            ["modified"] = Text(project.UpdatedAt ?? created),
            ["modified_by"] = own.ModifiedByName ?? project.Owner?.Name ?? "",
            ["path"] = own.Path ?? "",
            ["resource_uri"] = own.ResourceUri ?? $"/{CoreDataClient.ProjectPath(id)}",
            ["responsible_users"] = Users(project.Managers),
            ["snapshot_id"] = own.SnapshotId ?? StandIns.Uuid("snapshot", StandIns.Key(project)),
            ["space"] = own.SpaceId is { } space ? new JsonObject { ["id"] = space, ["title"] = own.SpaceTitle } : null,
            ["status"] = Status(project, statuses),
            ["status_message"] = own.StatusMessage ?? "",
            ["tags"] = new JsonArray([.. project.Tags.Select(tag => JsonValue.Create(tag.Tag))]),
            ["template"] = own.Template,
            ["title"] = project.Name,
            ["type"] = own.Type ?? "Project",
            ["version"] = own.Version ?? "0.1",
        };
    }

    private static string Id(Project project) =>
        project.Vendor == Vendor.CoreData ? project.VendorId : StandIns.Uuid("project", StandIns.Key(project));

    /// <summary>Returns the year and a number within it.</summary>
    private static string Identifier(Project project, DateTimeOffset created) =>
        project.Vendor == Vendor.CoreData
            ? project.Number ?? ""
            : string.Create(CultureInfo.InvariantCulture, $"{created.UtcDateTime.Year}-{StandIns.Key(project)}");

    /// <summary>Returns the project's status. The default is the status of new projects in the documents' examples.</summary>
    private static string Status(Project project, CoreDataStatuses statuses)
    {
        if (project.Vendor == Vendor.CoreData)
            return project.VendorStatus ?? "";
        return (project.Status is { } status ? statuses.FromProjectStatus(status) : null)
            ?? statuses.FromProjectStatus(ProjectStatus.InProgress)
            ?? "";
    }

    private static JsonObject Dynatype(string title) =>
        new()
        {
            ["caption_plural"] = $"dynatypes_labels:{title}_plural:",
            ["caption_singular"] = $"dynatypes_labels:{title}_singular:",
            ["id"] = StandIns.Uuid($"dynatype {title}", 0),
            ["title"] = title,
        };

    private static JsonArray Users(IEnumerable<Person> people) => new([.. people.Select(User)]);

    private static JsonObject User(Person person)
    {
        var (name, cut) = (person.Name ?? "", (person.Name ?? "").LastIndexOf(' '));
        return new()
        {
            ["first_name"] = cut < 0 ? name : name[..cut],
            ["last_name"] = cut < 0 ? "" : name[(cut + 1)..],
            ["username"] = Username(person),
        };
    }

    private static JsonArray Names(IEnumerable<Person> people) =>
        new([.. people.Select(Username).Distinct().Select(name => JsonValue.Create(name))]);

    private static string Username(Person person) => person.Username ?? person.Email ?? person.VendorId;

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}

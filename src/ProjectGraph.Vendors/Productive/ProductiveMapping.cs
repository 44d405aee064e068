using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Maps Productive's resources to the graph. Time offsets are lost, since times are stored as UTC, but remain in the document.
/// </summary>
internal static class ProductiveMapping
{
    /// <param name="document">The document that contains the related records.</param>
    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Project MapProject(JsonElement resource, ProductiveDocument document, DateTimeOffset now)
    {
        var wire = Read<ProductiveProjectWire>(resource);
        var attributes = wire.Attributes;
        var archivedAt = ParseInstant(attributes.ArchivedAt, "archived_at");
        var project = new Project
        {
            Vendor = Vendor.Productive,
            VendorId = wire.Id,
            Name = attributes.Name ?? "",
            Number = attributes.ProjectNumber ?? attributes.Number,
            Archived = archivedAt is not null,
            ArchivedAt = archivedAt,
            CreatedAt = ParseInstant(attributes.CreatedAt, "created_at"),
            UpdatedAt = ParseInstant(attributes.LastActivityAt, "last_activity_at"),
            SyncedAt = now,
            Company = RelatedId(resource, "company") is { } company ? document.FindCompany(company) : null,
            CustomFieldsJson = ProductiveDocument.GetMember(ProductiveDocument.GetMember(resource, "attributes"), "custom_fields")
                is { ValueKind: JsonValueKind.Object } fields
                ? fields.GetRawText()
                : null,
            Document = resource.GetRawText(),
            Productive = MapVendorFields(attributes, resource),
        };
        if (RelatedId(resource, "project_manager") is { } manager)
            project.Managers.Add(document.FindPerson(manager));
        project.CustomFields.AddRange(
            (attributes.CustomFields ?? []).Select(field => new ProjectCustomField { Name = field.Key, Value = Text(field.Value) })
        );
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Company MapCompany(JsonElement resource)
    {
        var wire = Read<ProductiveCompanyWire>(resource);
        return new() { VendorId = wire.Id, Name = wire.Attributes.Name };
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Person MapPerson(JsonElement resource)
    {
        var wire = Read<ProductivePersonWire>(resource);
        return new()
        {
            VendorId = wire.Id,
            Name = FullName(wire.Attributes.FirstName, wire.Attributes.LastName),
            Email = wire.Attributes.Email,
        };
    }

    public static string? FullName(string? first, string? last) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : null;

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? FindId(JsonElement? resource) =>
        ProductiveDocument.GetMember(resource, "id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    /// <summary>Returns null if the record has none, or if the relationship was not included.</summary>
    public static string? RelatedId(JsonElement resource, string relationship) =>
        FindId(
            ProductiveDocument.GetMember(
                ProductiveDocument.GetMember(ProductiveDocument.GetMember(resource, "relationships"), relationship),
                "data"
            )
        );

    private static ProductiveProject MapVendorFields(ProductiveProjectWire wire, JsonElement resource) =>
        new()
        {
            ProjectTypeId = wire.ProjectTypeId,
            ProjectColorId = wire.ProjectColorId,
            Preferences = wire.Preferences?.GetRawText(),
            TagColors = wire.TagColors?.GetRawText(),
            Template = wire.Template,
            DuplicationStatus = wire.DuplicationStatus,
            TaskCustomFieldsIds = wire.TaskCustomFieldsIds?.GetRawText(),
            TaskCustomFieldsPositions = wire.TaskCustomFieldsPositions?.GetRawText(),
            PageCustomFieldsIds = wire.PageCustomFieldsIds?.GetRawText(),
            PageCustomFieldsPositions = wire.PageCustomFieldsPositions?.GetRawText(),
            SampleData = wire.SampleData,
            OrganizationId = RelatedId(resource, "organization"),
            WorkflowId = RelatedId(resource, "workflow"),
            LastActorId = RelatedId(resource, "last_actor"),
            TemplateObjectId = RelatedId(resource, "template_object"),
            LastActivityAt = ParseInstant(wire.LastActivityAt, "last_activity_at"),
        };

    private static ProductiveResourceWire<T> Read<T>(JsonElement resource)
    {
        try
        {
            return resource.Deserialize<ProductiveResourceWire<T>>() ?? throw NotReadable("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path)
                throw NotReadable($"{path[2..]} is not of the documented type.");
            throw NotReadable(FindId(resource) is null ? "The resource has no id." : "The resource is not of the documented shape.");
        }
    }

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
            : throw NotReadable($"attributes.{name} is not a time.");
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static VendorReadException NotReadable(string message) => new(VendorErrors.VendorBadAnswer, message);
}

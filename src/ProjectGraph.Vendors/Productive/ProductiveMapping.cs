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
    public static Project Project(JsonElement resource, ProductiveDocument document, DateTimeOffset now)
    {
        var wire = Read<ProductiveProjectWire>(resource);
        var attributes = wire.Attributes;
        var archivedAt = Instant(attributes.ArchivedAt, "archived_at");
        var project = new Project
        {
            Vendor = Vendor.Productive,
            VendorId = wire.Id,
            Name = attributes.Name ?? "",
            Number = attributes.ProjectNumber ?? attributes.Number,
            Archived = archivedAt is not null,
            ArchivedAt = archivedAt,
            CreatedAt = Instant(attributes.CreatedAt, "created_at"),
            UpdatedAt = Instant(attributes.LastActivityAt, "last_activity_at"),
            SyncedAt = now,
            Company = RelatedId(resource, "company") is { } company ? document.CompanyOf(company) : null,
            CustomFieldsJson = ProductiveDocument.Member(ProductiveDocument.Member(resource, "attributes"), "custom_fields") is
            { ValueKind: JsonValueKind.Object } fields ? fields.GetRawText() : null,
            Document = resource.GetRawText(),
            Productive = Own(attributes, resource),
        };
        if (RelatedId(resource, "project_manager") is { } manager) project.Managers.Add(document.PersonOf(manager));
        project.CustomFields.AddRange(
            (attributes.CustomFields ?? []).Select(field => new ProjectCustomField { Name = field.Key, Value = Text(field.Value) }));
        return project;
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Company Company(JsonElement resource)
    {
        var wire = Read<ProductiveCompanyWire>(resource);
        return new() { VendorId = wire.Id, Name = wire.Attributes.Name };
    }

    /// <exception cref="VendorReadException">The record is not readable. The message names the place.</exception>
    public static Person Person(JsonElement resource)
    {
        var wire = Read<ProductivePersonWire>(resource);
        return new() { VendorId = wire.Id, Name = FullName(wire.Attributes.FirstName, wire.Attributes.LastName), Email = wire.Attributes.Email };
    }

    public static string? FullName(string? first, string? last) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : null;

    /// <summary>Returns the record's id if it has one, even if the rest is not readable.</summary>
    public static string? IdOf(JsonElement? resource) =>
        ProductiveDocument.Member(resource, "id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    /// <summary>Returns null if the record has none, or if the relationship was not included.</summary>
    public static string? RelatedId(JsonElement resource, string relationship) =>
        IdOf(ProductiveDocument.Member(ProductiveDocument.Member(ProductiveDocument.Member(resource, "relationships"), relationship), "data"));

    private static ProductiveProject Own(ProductiveProjectWire wire, JsonElement resource) => new()
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
        LastActivityAt = Instant(wire.LastActivityAt, "last_activity_at"),
    };

    private static ProductiveResourceWire<T> Read<T>(JsonElement resource)
    {
        try
        {
            return resource.Deserialize<ProductiveResourceWire<T>>() ?? throw Broken("The record is null.");
        }
        catch (JsonException e)
        {
            if (e.Path is { Length: > 2 } path) throw Broken($"{path[2..]} is not of the documented type.");
            throw Broken(IdOf(resource) is null ? "The resource has no id." : "The resource is not of the documented shape.");
        }
    }

    private static DateTimeOffset? Instant(string? text, string name)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Broken($"attributes.{name} is not a time.");
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static VendorReadException Broken(string message) => new(VendorErrors.VendorBadAnswer, message);
}

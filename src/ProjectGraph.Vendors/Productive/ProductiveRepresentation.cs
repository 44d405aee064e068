using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Writes a project as Productive's resource. Known related records are named as if they had been included.</summary>
internal static class ProductiveRepresentation
{
    private static readonly string[] NeverIncluded = ["custom_field_people", "custom_field_attachments"];

    public static JsonObject Create(Project project) =>
        new()
        {
            ["id"] = project.Vendor == Vendor.Productive ? project.VendorId : StandIns.Text(StandIns.Key(project)),
            ["type"] = "projects",
            ["attributes"] = Attributes(project, project.Productive ?? FieldsOfNewProject(project)),
            ["relationships"] = Relationships(project),
        };

    /// <summary>Copies the fields that only Productive has. Workflow ids are valid only within their vendor account.</summary>
    public static CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy)
    {
        if (source.Project.Productive is not { } own)
            return copy;
        var given = copy.Vendors.ByVendor.GetValueOrDefault(Vendor.Productive) as ProductiveProjectInput ?? new();
        copy.Vendors.Add(
            Vendor.Productive,
            given with
            {
                WorkflowId = source.IsSameAccount ? GivenOrSource(given.WorkflowId, own.WorkflowId) : given.WorkflowId,
                ProjectTypeId = given.ProjectTypeId.IsSet ? given.ProjectTypeId : new(own.ProjectTypeId),
                ProjectColorId = given.ProjectColorId.IsSet ? given.ProjectColorId : new(own.ProjectColorId),
                Preferences = GivenOrSource(given.Preferences, Json(own.Preferences)),
                TagColors = GivenOrSource(given.TagColors, Json(own.TagColors)),
            }
        );
        return copy;
    }

    private static JsonObject Attributes(Project project, ProductiveProject own)
    {
        var number = own.Template is true ? null : project.Number ?? StandIns.Text(StandIns.Key(project));
        return new()
        {
            ["name"] = project.Name,
            ["number"] = number,
            ["preferences"] = Json(own.Preferences),
            ["project_number"] = number,
            ["project_type_id"] = own.ProjectTypeId,
            ["project_color_id"] = own.ProjectColorId,
            ["last_activity_at"] = Text(own.LastActivityAt, "000"),
            ["tag_colors"] = Json(own.TagColors),
            ["archived_at"] = Text(project.ArchivedAt, "000"),
            ["created_at"] = Text(project.CreatedAt ?? project.SyncedAt, "fff"),
            ["template"] = own.Template,
            ["duplication_status"] = own.DuplicationStatus,
            ["custom_fields"] = project.Productive is null ? null : Json(project.CustomFieldsJson),
            ["task_custom_fields_ids"] = Json(own.TaskCustomFieldsIds),
            ["task_custom_fields_positions"] = Json(own.TaskCustomFieldsPositions),
            ["page_custom_fields_ids"] = Json(own.PageCustomFieldsIds),
            ["page_custom_fields_positions"] = Json(own.PageCustomFieldsPositions),
            ["sample_data"] = own.SampleData,
        };
    }

    /// <summary>Returns Productive's fields of a new project.</summary>
    private static ProductiveProject FieldsOfNewProject(Project project) =>
        new()
        {
            ProjectTypeId = project.Company is null ? ProductiveChecks.Internal : ProductiveChecks.Client,
            Preferences = "{}",
            TagColors = "{}",
            Template = false,
            DuplicationStatus = "idle",
            TaskCustomFieldsPositions = "{}",
            PageCustomFieldsPositions = "{}",
            SampleData = false,
            LastActivityAt = project.UpdatedAt ?? project.CreatedAt ?? project.SyncedAt,
        };

    private static JsonObject Relationships(Project project)
    {
        var own = project.Productive;
        var relationships = new JsonObject
        {
            ["organization"] = Related("organizations", own?.OrganizationId),
            ["company"] = Related("companies", project.Company is { } company ? Id(company.VendorId, StandIns.Key(company)) : null),
            ["project_manager"] = Related(
                "people",
                project.Managers.FirstOrDefault() is { } person ? Id(person.VendorId, StandIns.Key(person)) : null
            ),
            ["last_actor"] = Related("people", own?.LastActorId),
            ["workflow"] = Related("workflows", own?.WorkflowId),
        };
        foreach (var name in NeverIncluded)
            relationships[name] = Related(name, null);
        relationships["template_object"] = Related("projects", own?.TemplateObjectId);
        return relationships;
    }

    private static JsonObject Related(string type, string? id) =>
        id is null
            ? new() { ["meta"] = new JsonObject { ["included"] = false } }
            : new()
            {
                ["data"] = new JsonObject { ["type"] = type, ["id"] = id },
            };

    private static string Id(string vendorId, long standIn) => vendorId.All(char.IsAsciiDigit) ? vendorId : StandIns.Text(standIn);

    private static Optional<T?> GivenOrSource<T>(Optional<T?> given, T? own) => given.IsSet || own is null ? given : new(own);

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);

    private static string? Text(DateTimeOffset? instant, string milliseconds) =>
        instant is { } value
            ? value.ToString($"yyyy-MM-dd'T'HH:mm:ss.{(milliseconds == "000" ? "'000'" : milliseconds)}zzz", CultureInfo.InvariantCulture)
            : null;
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Builds request bodies as Productive's documents print them: JSON:API's <c>data</c>.</summary>
internal static class ProductiveBody
{
    /// <summary>
    /// Builds the body of a create. As printed in the documents, a create sends related records as relationships, an update as ids
    /// among the attributes.
    /// </summary>
    public static JsonObject Build(CreateProductiveProjectInput input)
    {
        var attributes = new JsonObject { ["name"] = input.Name };
        if (input.ProjectTypeId is { } type)
            attributes["project_type_id"] = type;
        if (input.ProjectColorId is { } color)
            attributes["project_color_id"] = color;
        if (input.Preferences is { } preferences)
            attributes["preferences"] = preferences.DeepClone();
        if (input.TagColors is { } colors)
            attributes["tag_colors"] = colors.DeepClone();
        if (input.CustomFields is { } fields)
            attributes["custom_fields"] = fields.DeepClone();
        var relationships = new JsonObject();
        if (input.CompanyId is { } company)
            relationships["company"] = Related("companies", company);
        relationships["project_manager"] = Related("people", input.ProjectManagerId);
        relationships["workflow"] = Related("workflows", input.WorkflowId);
        return Data(attributes, relationships);
    }

    public static JsonObject Build(UpdateProductiveProjectInput input)
    {
        var attributes = new JsonObject();
        if (input.Name.IsSet)
            attributes["name"] = input.Name.Value;
        if (input.CompanyId.IsSet)
            attributes["company_id"] = ToNumber(input.CompanyId.Value);
        if (input.ProjectManagerId.IsSet)
            attributes["project_manager_id"] = ToNumber(input.ProjectManagerId.Value);
        if (input.ProjectTypeId.IsSet)
            attributes["project_type_id"] = input.ProjectTypeId.Value;
        if (input.ProjectColorId.IsSet)
            attributes["project_color_id"] = input.ProjectColorId.Value;
        if (input.WorkflowId.IsSet)
            attributes["workflow_id"] = ToNumber(input.WorkflowId.Value);
        if (input.Preferences.IsSet)
            attributes["preferences"] = input.Preferences.Value?.DeepClone();
        if (input.TagColors.IsSet)
            attributes["tag_colors"] = input.TagColors.Value?.DeepClone();
        if (input.CustomFields.IsSet)
            attributes["custom_fields"] = input.CustomFields.Value?.DeepClone();
        return Data(attributes);
    }

    public static JsonObject Build(CopyProductiveProjectInput input, string templateId)
    {
        var attributes = new JsonObject { ["name"] = input.Name };
        if (input.Description is { } description)
            attributes["description"] = description;
        attributes["template_id"] = ToNumber(templateId);
        if (input.CompanyId is { } company)
            attributes["company_id"] = ToNumber(company);
        attributes["project_type_id"] = input.ProjectTypeId;
        foreach (var (name, flag) in input.Flags.ToJson())
            attributes[name] = flag!.DeepClone();
        if (input.CopyAsTemplate is { } asTemplate)
            attributes["copy_as_template"] = asTemplate;
        return Data(attributes);
    }

    public static JsonObject Build(ChangeProductiveProjectWorkflowInput input) =>
        Data(new() { ["map"] = input.Map.DeepClone() }, new() { ["workflow"] = Related("workflows", input.WorkflowId) });

    /// <summary>Returns the attributes of a request.</summary>
    public static JsonObject GetAttributes(JsonNode? body) => body?["data"]?["attributes"] as JsonObject ?? [];

    private static JsonObject Data(JsonObject attributes, JsonObject? relationships = null)
    {
        var data = new JsonObject { ["type"] = "projects", ["attributes"] = attributes };
        if (relationships is not null)
            data["relationships"] = relationships;
        return new() { ["data"] = data };
    }

    private static JsonObject Related(string type, string id) =>
        new()
        {
            ["data"] = new JsonObject { ["type"] = type, ["id"] = id },
        };

    /// <summary>Converts an id to a number. Ids are text in <c>id</c> and numbers among attributes.</summary>
    private static JsonNode? ToNumber(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : id;
}

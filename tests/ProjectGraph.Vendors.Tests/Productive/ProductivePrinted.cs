using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Productive;

/// <summary>The printed documents: a common text, and the differences of each.</summary>
internal static class ProductivePrinted
{
    private const string Text = """
        {
          "id": "640",
          "type": "projects",
          "attributes": {
            "name": "test project",
            "number": "1",
            "preferences": {},
            "project_number": "1",
            "project_type_id": 2,
            "project_color_id": null,
            "last_activity_at": "2025-11-24T05:06:46.000+01:00",
            "tag_colors": {},
            "archived_at": null,
            "created_at": "2025-11-24T05:06:46.955+01:00",
            "template": false,
            "duplication_status": "idle",
            "custom_fields": null,
            "task_custom_fields_ids": null,
            "task_custom_fields_positions": null,
            "page_custom_fields_ids": null,
            "page_custom_fields_positions": null,
            "sample_data": false
          },
          "relationships": {
            "organization": { "data": { "type": "organizations", "id": "1016" } },
            "company": { "meta": { "included": false } },
            "project_manager": { "meta": { "included": false } },
            "last_actor": { "meta": { "included": false } },
            "workflow": { "meta": { "included": false } },
            "custom_field_people": { "meta": { "included": false } },
            "custom_field_attachments": { "meta": { "included": false } },
            "template_object": { "meta": { "included": false } }
          }
        }
        """;

    /// <param name="created">"47.229": second and millisecond of the printed minute.</param>
    /// <param name="changes">Attributes with other printed values.</param>
    public static JsonObject Project(string id, string organization, string created, string changes = "{}")
    {
        var project = JsonNode.Parse(Text)!.AsObject();
        project["id"] = id;
        project["relationships"]!["organization"]!["data"]!["id"] = organization;
        project["attributes"]!["created_at"] = $"2025-11-24T05:06:{created}+01:00";
        project["attributes"]!["last_activity_at"] = $"2025-11-24T05:06:{created[..2]}.000+01:00";
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            project["attributes"]![name] = value?.DeepClone();
        return project;
    }

    public static string Single(JsonObject project) => new JsonObject { ["data"] = project, ["meta"] = new JsonObject() }.ToJsonString();

    /// <summary>A clock that is fixed at the printed time.</summary>
    public static ManualTime At(string secondAndMilliseconds)
    {
        var time = new ManualTime();
        time.Advance(
            DateTimeOffset.Parse($"2025-11-24T04:06:{secondAndMilliseconds}Z", System.Globalization.CultureInfo.InvariantCulture)
                - time.GetUtcNow()
        );
        return time;
    }

    /// <summary>A 422 response with these errors: detail and attribute.</summary>
    public static string Errors(params (string Detail, string Attribute)[] errors) =>
        new JsonObject
        {
            ["errors"] = new JsonArray([
                .. errors.Select(error =>
                    JsonNode.Parse(
                        $$$"""
                        {"status":"422","code":"invalid_attribute","title":"Invalid Attribute","detail":"{{{error.Detail}}}","source":{"pointer":"data/attributes/{{{error.Attribute}}}"}}
                        """
                    )
                ),
            ]),
        }.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

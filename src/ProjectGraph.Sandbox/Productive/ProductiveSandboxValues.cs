using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Assigns the values of a request to a project, and collects errors in the order of the checks.</summary>
internal sealed class ProductiveSandboxValues(ProductiveSandboxInput input, JsonObject project)
{
    private readonly List<(string Detail, string Attribute)> _errors = [];
    private readonly JsonObject _attributes = project["attributes"]!.AsObject();

    public void Name(bool required)
    {
        if (!required && !input.Has("name"))
            return;
        if (input.Text("name") is { } name)
            _attributes["name"] = name;
        else
            Fail(ProductiveSandboxErrors.Blank, "name");
    }

    /// <summary>Assigns the company, which an internal project may omit.</summary>
    public void Company()
    {
        var type = input.Has("project_type_id") ? input["project_type_id"] : _attributes["project_type_id"];
        var isInternal = ProductiveSandboxInput.Integer(type) == 1;
        if (isInternal && input.RelatedId("company", "companies") is null)
            ProductiveSandboxProjects.Link(project, "company", null);
        else
            Relate("company", "companies");
    }

    public void Manager() => Relate("project_manager", "people");

    /// <summary>Assigns the type: 1 for internal, 2 for client. A blank one is reported both as blank and as not in the list.</summary>
    public void ProjectType()
    {
        if (input.Text("project_type_id") is null)
            Fail(ProductiveSandboxErrors.Blank, "project_type_id");
        if (ProductiveSandboxInput.Integer(input["project_type_id"]) is 1 or 2)
            _attributes["project_type_id"] = ProductiveSandboxInput.Integer(input["project_type_id"]);
        else
            Fail(ProductiveSandboxErrors.NotInList, "project_type_id");
    }

    /// <summary>Assigns the values that refer to no other record, except to the organization's custom fields.</summary>
    public void AssignOtherFields(SandboxStore store)
    {
        if (input.Has("project_color_id"))
        {
            var color = ProductiveSandboxInput.Integer(input["project_color_id"]);
            if (color is null && input["project_color_id"] is not null)
                Fail(ProductiveSandboxErrors.Invalid, "project_color_id");
            _attributes["project_color_id"] = color;
        }
        foreach (var name in new[] { "preferences", "tag_colors" })
        {
            if (input.Has(name))
                _attributes[name] = Object(name) ?? [];
        }
        if (input.Has("custom_fields"))
            CustomFields(store, Object("custom_fields"));
    }

    public void Fail(string detail, string attribute) => _errors.Add((detail, attribute));

    public void Check()
    {
        if (_errors.Count > 0)
            throw ProductiveSandboxErrors.Attributes(_errors);
    }

    private void Relate(string relation, string type)
    {
        if (input.Related(relation, ProductiveSandboxType.GetByName(type)) is not { } record)
            Fail(ProductiveSandboxErrors.Invalid, relation);
        else
            ProductiveSandboxProjects.Link(project, relation, record["id"].Text());
    }

    private JsonObject? Object(string name)
    {
        if (input[name] is not (null or JsonObject))
            Fail(ProductiveSandboxErrors.Invalid, name);
        return input[name]?.DeepClone() as JsonObject;
    }

    /// <summary>Assigns custom fields one by one. Null removes a value; unknown fields are ignored.</summary>
    private void CustomFields(SandboxStore store, JsonObject? given)
    {
        var values = given is null ? [] : _attributes["custom_fields"]?.AsObject() ?? [];
        foreach (var (id, value) in given ?? [])
        {
            if (!store["custom_fields"].Has(id))
                continue;
            if (value is null)
                values.Remove(id);
            else
                values[id] = value.DeepClone();
        }
        _attributes["custom_fields"] = values.Count == 0 ? null : values.DeepClone();
        project["links"]!["custom_field_people"] = People(store, values);
    }

    /// <summary>Returns the people in the person fields (data type 6).</summary>
    public static JsonArray People(SandboxStore store, JsonObject values) =>
        [
            .. values
                .Where(value => store["custom_fields"].Get(value.Key)?["attributes"]!["data_type_id"]?.ToJsonString() == "6")
                .Select(value => ProductiveSandboxInput.TextOf(value.Value))
                .Where(id => id is not null && store["people"].Has(id))
                .Select(id => JsonValue.Create(id)),
        ];
}

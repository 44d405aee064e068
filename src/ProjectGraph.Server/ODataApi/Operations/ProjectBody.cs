using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>
/// Reads a project entity as the input of a unified operation. Related entities are given by address, as a binding (JSON
/// format, section 8.5) or inside the entity (4.01). The project's own rows are inline.
/// </summary>
internal static class ProjectBody
{
    /// <summary>The properties that a client may send but not change. They are ignored (Protocol, section 11.4.3).</summary>
    private static readonly HashSet<string> ReadOnly = new(
        [
            nameof(Project.Id),
            nameof(Project.Vendor),
            nameof(Project.VendorId),
            nameof(Project.Url),
            nameof(Project.Number),
            nameof(Project.Archived),
            nameof(Project.ArchivedAt),
            nameof(Project.CreatedAt),
            nameof(Project.UpdatedAt),
            nameof(Project.SyncedAt),
        ],
        StringComparer.Ordinal
    );

    public static Dictionary<string, object?> Read(JsonElement body, InputModel model)
    {
        var input = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            var at = member.Name.IndexOf('@', StringComparison.Ordinal);
            if (at < 0)
                SetMember(input, model, member);
            else if (at == 0)
                RequireType(member);
            else
                ReadAnnotation(input, member.Name[..at], member.Name[at..], member.Value);
        }
        return input;
    }

    /// <summary>Reads the text of a row such as a tag, given as a string or as an entity.</summary>
    public static JsonElement ReadText(JsonElement item, FieldModel field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field.Name, out var text) ? text : item;

    private static void SetMember(Dictionary<string, object?> input, InputModel model, JsonProperty member)
    {
        var relation = GraphModel.Instance.Projects.FindRelation(member.Name);
        if (ODataInput.FindField(model, member.Name) is { } field)
            input[field.Name] = ODataInput.ReadValue(field.Shape, Flatten(member, relation), member.Name);
        else if (relation is not null && ODataModel.IsExposed(relation))
            Bind(input, relation, member.Value);
        else if (!ReadOnly.Contains(member.Name))
            throw new ApiException(
                ErrorCodes.InvalidInput,
                $"'{member.Name}' cannot be set on a project. See $metadata for the properties that can be changed.",
                member.Name
            );
    }

    /// <summary>Converts rows that are given as entities: tags to their texts, and custom fields to pairs of name and value.</summary>
    private static JsonElement Flatten(JsonProperty member, RelationModel? relation) =>
        (member.Name, member.Value.ValueKind) switch
        {
            (nameof(Project.CustomFields), JsonValueKind.Array) => JsonSerializer.SerializeToElement(
                member
                    .Value.EnumerateArray()
                    .Where(field => field.ValueKind == JsonValueKind.Object && field.TryGetProperty("Name", out _))
                    .GroupBy(field => field.GetProperty("Name").ToString())
                    .ToDictionary(
                        fields => fields.Key,
                        fields => fields.Last().TryGetProperty("Value", out var value) ? (JsonElement?)value : null
                    )
            ),
            (_, JsonValueKind.Array) when relation?.ListOf is { } text => JsonSerializer.SerializeToElement(
                member.Value.EnumerateArray().Select(item => ReadText(item, text))
            ),
            _ => member.Value,
        };

    private static void RequireType(JsonProperty member)
    {
        if (member.Name is not ("@odata.type" or "@type") || member.Value.ValueKind != JsonValueKind.String)
            return;
        var type = member.Value.GetString()!;
        if (type[(type.LastIndexOf('#') + 1)..] != $"{ODataModel.Namespace}.{GraphModel.Instance.Projects.Name}")
            throw new ApiException(
                ErrorCodes.InvalidInput,
                $"'{type}' is not the type of a project. Send #{ODataModel.Namespace}.{GraphModel.Instance.Projects.Name}.",
                member.Name
            );
    }

    private static void ReadAnnotation(Dictionary<string, object?> input, string name, string annotation, JsonElement value)
    {
        if (annotation is "@odata.delta" or "@delta")
            throw UnsupportedFeature.CreateError(
                $"'{name}{annotation}', a change to a part of the list,",
                "Send the whole list, or change it by its $ref.",
                name
            );
        if (annotation is not ("@odata.bind" or "@bind"))
            return;
        if (GraphModel.Instance.Projects.FindRelation(name) is not { } relation)
            throw NotSettable(name);
        Bind(input, relation, value);
    }

    private static void Bind(Dictionary<string, object?> input, RelationModel relation, JsonElement value)
    {
        if (relation.Name == nameof(Project.VendorAccount))
            input["vendorAccountId"] = EntityReference.ReadKey(value, relation.Target);
        else if (relation.ListOf is null && ProjectInput.FindField(relation) is { } field)
            input[field.Name] = ReadKeys(relation, field, value);
        else
            throw NotSettable(relation.Name);
    }

    private static object? ReadKeys(RelationModel relation, InputField field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        long[] keys =
            value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Select(item => EntityReference.ReadKey(item, relation.Target))]
                : [EntityReference.ReadKey(value, relation.Target)];
        if (field.Shape is InputShape.Many)
            return keys.Cast<object?>().ToArray();
        return keys.Length <= 1
            ? keys.Cast<object?>().FirstOrDefault()
            : throw new ApiException(
                ErrorCodes.InvalidInput,
                $"'{relation.Name}' accepts one entity, but {keys.Length} are given.",
                relation.Name
            );
    }

    private static ApiException NotSettable(string name) =>
        new(ErrorCodes.InvalidInput, $"'{name}' cannot be set on a project. See $metadata for the properties that can be changed.", name);
}

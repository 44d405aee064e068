using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>A project entity in a body (JSON format, section 8.5 for bindings) as the input of a unified operation.</summary>
internal static partial class ProjectBody
{
    /// <summary>What a client may send along and cannot change (Protocol, section 11.4.3): ignored, as the protocol says.</summary>
    private static readonly HashSet<string> readOnly = new(
        [nameof(Project.Id), nameof(Project.Vendor), nameof(Project.VendorId), nameof(Project.Url), nameof(Project.Number), nameof(Project.Archived),
            nameof(Project.ArchivedAt), nameof(Project.CreatedAt), nameof(Project.UpdatedAt), nameof(Project.SyncedAt)], StringComparer.Ordinal);

    public static Dictionary<string, object?> Read(JsonElement body, InputModel model)
    {
        var input = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (Binding(member.Name) is { } navigation) Bind(input, navigation, member.Value);
            else if (!member.Name.Contains('@', StringComparison.Ordinal)) Set(input, model, member);
        }
        return input;
    }

    private static void Set(Dictionary<string, object?> input, InputModel model, JsonProperty member)
    {
        if (ODataInput.Find(model, member.Name) is { } field) input[field.Name] = ODataInput.Value(field.Shape, Flat(member));
        else if (!readOnly.Contains(member.Name))
            throw new ApiException(ErrorCodes.InvalidInput, $"'{member.Name}' can't be set on a project here. See $metadata for what there is.", member.Name);
    }

    /// <summary>Rows of a part are given as entities too: a tag by its text, a custom field by name and value.</summary>
    private static JsonElement Flat(JsonProperty member) => (member.Name, member.Value.ValueKind) switch
    {
        (nameof(Project.Tags), JsonValueKind.Array) => Texts(member.Value, nameof(ProjectTag.Tag)),
        (nameof(Project.Contacts), JsonValueKind.Array) => Texts(member.Value, nameof(ProjectContact.Contact)),
        (nameof(Project.CustomFields), JsonValueKind.Array) => JsonSerializer.SerializeToElement(member.Value.EnumerateArray()
            .Where(field => field.ValueKind == JsonValueKind.Object && field.TryGetProperty("Name", out _))
            .GroupBy(field => field.GetProperty("Name").ToString())
            .ToDictionary(fields => fields.Key, fields => fields.Last().TryGetProperty("Value", out var value) ? (JsonElement?)value : null)),
        _ => member.Value,
    };

    private static JsonElement Texts(JsonElement items, string name) => JsonSerializer.SerializeToElement(
        items.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var text) ? text : item));

    private static string? Binding(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && name[at..] is "@odata.bind" or "@bind" ? name[..at] : null;
    }

    private static void Bind(Dictionary<string, object?> input, string navigation, JsonElement value)
    {
        switch (navigation)
        {
            case nameof(Project.Connection): input["connectionId"] = Key(value); break;
            case nameof(Project.Company): input["companyId"] = Key(value); break;
            case nameof(Project.Owner): input["ownerId"] = Key(value); break;
            case nameof(Project.Assignees): input["assigneeIds"] = Keys(value); break;
            case nameof(Project.Managers): input["managerId"] = Keys(value) is { } keys ? keys.Length <= 1 ? keys.FirstOrDefault() : throw OneManager() : null; break;
            default: throw new ApiException(ErrorCodes.InvalidInput, $"'{navigation}' can't be bound.", navigation);
        }
    }

    private static object?[]? Keys(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Key)],
        _ => [Key(value)],
    };

    private static object? Key(JsonElement reference)
    {
        if (reference.ValueKind == JsonValueKind.Null) return null;
        var match = reference.ValueKind == JsonValueKind.String ? Address().Match(reference.GetString()!) : Match.Empty;
        return match.Success && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key
            : throw new ApiException(ErrorCodes.InvalidInput, "A binding is the address of an entity, such as Companies(1).");
    }

    private static ApiException OneManager() => new(ErrorCodes.InvalidInput, "A project is led by one person here.", nameof(Project.Managers));

    [GeneratedRegex(@"\w+\((?:Id=)?([0-9]{1,19})\)$", RegexOptions.None, 1_000)]
    private static partial Regex Address();
}

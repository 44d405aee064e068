using System.Text.Json;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Reads refusals: JSON:API's <c>errors</c>, whose pointers have no leading slash (<c>data/attributes/name</c>).</summary>
internal static class ProductiveErrors
{
    // The input gives related records by id, and the source of a copy by the graph's id of the project.
    private static readonly Dictionary<string, string> fields = new()
    {
        ["company"] = "companyId",
        ["project_manager"] = "projectManagerId",
        ["workflow"] = "workflowId",
        ["template"] = "projectId",
        ["template_id"] = "projectId",
        ["project_type"] = "projectTypeId",
    };

    public static IReadOnlyList<OperationError> Of(VendorAnswer response)
    {
        if (ProductiveDocument.Member(response.TryJson(), "errors") is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().Select(error => Error(response.Status, error)).ToList() is { Count: > 0 } errors) return errors;
        return [new(RefusalCodes.Of(response.Status), $"Productive responded with status {response.Status}.", null, $"{response.Status}")];
    }

    /// <summary>Returns the input's name of an attribute or a relationship.</summary>
    public static string FieldOf(string name) => fields.GetValueOrDefault(name) ?? JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])));

    private static OperationError Error(int status, JsonElement error)
    {
        var message = Text(error, "detail") ?? Text(error, "title") ?? $"Productive responded with status {status}.";
        return new(RefusalCodes.Of(status), message, Field(error), Text(error, "code") ?? Text(error, "title") ?? $"{status}");
    }

    /// <summary>Reads <c>data/attributes/name</c>, with or without a leading slash, or <c>data/relationships/company/…</c>.</summary>
    private static string? Field(JsonElement error) =>
        Text(ProductiveDocument.Member(error, "source"), "pointer")?.Trim('/').Split('/')
            is ["data", "attributes" or "relationships", { Length: > 0 } name, ..] ? FieldOf(name) : null;

    // The status is text in some responses and a number in others. Other members are text; anything else is ignored.
    private static string? Text(JsonElement? element, string name) =>
        ProductiveDocument.Member(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value
            ? value
            : null;
}

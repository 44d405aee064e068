using System.Text.Json;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Reads refusals: JSON:API's <c>errors</c>, whose pointers have no leading slash (<c>data/attributes/name</c>).</summary>
internal static class ProductiveErrors
{
    // The input gives related records by id, and the source of a copy by the graph's id of the project.
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["company"] = "companyId",
        ["project_manager"] = "projectManagerId",
        ["workflow"] = "workflowId",
        ["template"] = "projectId",
        ["template_id"] = "projectId",
        ["project_type"] = "projectTypeId",
    };

    public static IReadOnlyList<OperationError> Read(VendorResponse response)
    {
        if (
            ProductiveDocument.GetMember(response.TryJson(), "errors") is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().Select(error => ReadError(response.Status, error)).ToList() is { Count: > 0 } errors
        )
            return errors;
        return
        [
            new(
                RefusalCodes.FromStatus(response.Status),
                $"Productive responded with status {response.Status}.",
                null,
                $"{response.Status}"
            ),
        ];
    }

    /// <summary>Returns the input's name of an attribute or a relationship.</summary>
    public static string ToInputName(string name) =>
        Fields.GetValueOrDefault(name)
        ?? JsonNamingPolicy.CamelCase.ConvertName(
            string.Concat(name.Split('_').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]))
        );

    private static OperationError ReadError(int status, JsonElement error)
    {
        var message = GetText(error, "detail") ?? GetText(error, "title") ?? $"Productive responded with status {status}.";
        return new(
            RefusalCodes.FromStatus(status),
            message,
            ReadField(error),
            GetText(error, "code") ?? GetText(error, "title") ?? $"{status}"
        );
    }

    /// <summary>Reads <c>data/attributes/name</c>, with or without a leading slash, or <c>data/relationships/company/…</c>.</summary>
    private static string? ReadField(JsonElement error) =>
        GetText(ProductiveDocument.GetMember(error, "source"), "pointer")?.Trim('/').Split('/')
            is ["data", "attributes" or "relationships", { Length: > 0 } name, ..]
            ? ToInputName(name)
            : null;

    // The status is text in some responses and a number in others. Other members are text; anything else is ignored.
    private static string? GetText(JsonElement? element, string name) =>
        ProductiveDocument.GetMember(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value
            ? value
            : null;
}

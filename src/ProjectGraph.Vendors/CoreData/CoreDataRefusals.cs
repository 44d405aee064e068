using System.Text.Json;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Reads refusals. CoreData documents no errors, so these are the shapes of Tastypie, whose list envelope it uses: <c>{"error":
/// "…"}</c>, or the wrong fields per collection. A 401 and a 404 have no body.
/// </summary>
internal static class CoreDataRefusals
{
    private const int LongestText = 500;
    private static readonly string[] Plain = ["error", "error_message", "detail"];

    public static IReadOnlyList<OperationError> Read(VendorResponse response)
    {
        var (code, json) = (RefusalCodes.FromStatus(response.Status), response.TryJson());
        var fields = json is { ValueKind: JsonValueKind.Object } body
            ? [.. ReadFieldErrors(body)]
            : new List<(string? Field, string Text)>();
        if (fields.Count > 0)
            return [.. fields.Select(field => new OperationError(code, field.Text, field.Field, $"{response.Status}"))];
        var text =
            json is { ValueKind: JsonValueKind.String } message ? message.GetString()!
            : json is null && response.Status < 500 ? response.Text.Trim()
            : "";
        return
        [
            new(
                code,
                text.Length is > 0 and <= LongestText ? text : $"CoreData responded with status {response.Status}.",
                null,
                $"{response.Status}"
            ),
        ];
    }

    private static IEnumerable<(string? Field, string Text)> ReadFieldErrors(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in member.Value.EnumerateObject())
                foreach (var text in ReadTexts(field.Value))
                    yield return (ToInputName(field.Name), text);
            }
            else if (Plain.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String)
            {
                yield return (null, member.Value.GetString()!);
            }
        }
    }

    private static IEnumerable<string> ReadTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];

    /// <summary>Returns the input's name of a field: <c>due_date</c> is <c>dueDate</c>. <c>__all__</c> is not a field.</summary>
    private static string? ToInputName(string field)
    {
        var words = field.Split('_', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || field.StartsWith("__", StringComparison.Ordinal))
            return null;
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Translates Productive's filters in JSON to query parameters. <c>{ status: 1 }</c>, <c>{ companyId: ["1", "2"] }</c>, <c>{ query: {
/// contains: "x" } }</c> and groups <c>{ or: [ … ] }</c> become <c>filter[status]=1</c>, <c>filter[company_id][]=1&amp;…</c>,
/// <c>filter[query][contains]=x</c> and <c>filter[$op]=or&amp;filter[0][…]…</c>.
/// </summary>
internal sealed class ProductiveFilter
{
    private const int MaxDepth = 5;

    private static readonly HashSet<string> Operations = ["eq", "not_eq", "contains", "not_contain", "gt", "gt_eq", "lt", "lt_eq"];

    private readonly List<KeyValuePair<string, string>> _query = [];
    private readonly List<OperationError> _errors = [];

    public IReadOnlyList<KeyValuePair<string, string>> Query => _query;
    public IReadOnlyList<OperationError> Errors => _errors;

    public static ProductiveFilter Parse(JsonNode? filter)
    {
        var parsed = new ProductiveFilter();
        if (filter is not null)
            parsed.AddGroup(filter, "filter", depth: 0);
        return parsed;
    }

    private void AddGroup(JsonNode? group, string path, int depth)
    {
        if (depth == MaxDepth)
            Refuse($"must not nest groups deeper than {MaxDepth} levels");
        else if (group is not JsonObject members)
            Refuse("must be an object of filters");
        else if (members.Count == 1 && members.First() is { Key: "and" or "or" } combined)
            AddCombination(combined.Key, combined.Value, path, depth);
        else
            foreach (var (name, value) in members)
                AddField(name, value, path);
    }

    private void AddCombination(string operation, JsonNode? groups, string path, int depth)
    {
        if (groups is not JsonArray { Count: > 0 } list)
        {
            Refuse($"'{operation}' must be a list of filters");
            return;
        }
        _query.Add(new($"{path}[$op]", operation));
        for (var i = 0; i < list.Count; i++)
            AddGroup(list[i], $"{path}[{i}]", depth + 1);
    }

    private void AddField(string name, JsonNode? value, string path)
    {
        if (name is "and" or "or")
            Refuse($"'{name}' must be the only member of its object");
        else if (ToVendorName(name) is not { } field)
            Refuse($"'{name}' is not the name of a filter");
        else if (value is JsonObject given)
            foreach (var (operation, operand) in given)
                AddOperation(name, operation, operand, $"{path}[{field}]");
        else
            AddValues(name, value, $"{path}[{field}]");
    }

    private void AddOperation(string name, string operation, JsonNode? operand, string path)
    {
        if (ToVendorName(operation) is { } spelled && Operations.Contains(spelled))
            AddValues(name, operand, $"{path}[{spelled}]");
        else
            Refuse($"'{operation}' of '{name}' must be one of {string.Join(", ", Operations)}");
    }

    private void AddValues(string name, JsonNode? value, string path)
    {
        var isList = value is JsonArray;
        foreach (var item in value is JsonArray list ? list : [value?.DeepClone()])
        {
            if (Text(item) is { } text)
                _query.Add(new(isList ? path + "[]" : path, text));
            else
                Refuse($"'{name}' must be a text, a number, or a list of them");
        }
    }

    private static string? Text(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => null,
        };

    /// <summary>Returns Productive's name, with underscores, or null if the name is not valid between brackets.</summary>
    private static string? ToVendorName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0])
            ? JsonNamingPolicy.SnakeCaseLower.ConvertName(name)
            : null;

    private void Refuse(string reason) => _errors.Add(new(VendorErrors.InvalidInput, $"'filter': {reason}.", "filter"));
}

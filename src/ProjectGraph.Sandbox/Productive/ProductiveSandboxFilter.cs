using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Parses filters: <c>filter[x]=v</c>, <c>filter[x][op]=v</c>, lists by comma or <c>[]</c>, and nested groups, <c>filter[$op]=or</c>
/// over <c>filter[0][x][op]=v</c>.
/// </summary>
internal sealed class ProductiveSandboxFilter
{
    private const int MaxDepth = 12;
    private const string Operator = "$op";

    private readonly Dictionary<string, ProductiveSandboxFilter> _children = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];

    /// <exception cref="SandboxException">400: the type does not have this filter or operation.</exception>
    public static Func<JsonObject, bool> Parse(ProductiveSandboxType type, IQueryCollection query)
    {
        var root = new ProductiveSandboxFilter();
        foreach (var (name, given) in query)
        {
            if (name == "filter" || name.StartsWith("filter[", StringComparison.Ordinal))
                root.At(name)._values.AddRange(given.OfType<string>());
        }
        return root.Group(type);
    }

    private ProductiveSandboxFilter At(string name)
    {
        if (!name.EndsWith(']'))
            throw Unsupported(name);
        var path = name["filter[".Length..^1].Split("][");
        if (path.Length > MaxDepth || path.Any(step => step.AsSpan().ContainsAny('[', ']')))
            throw Unsupported(name);
        var node = this;
        foreach (var step in path)
        {
            if (!node._children.TryGetValue(step, out var child))
                node._children[step] = child = new();
            node = child;
        }
        return node;
    }

    private Func<JsonObject, bool> Group(ProductiveSandboxType type)
    {
        var any =
            _children.TryGetValue(Operator, out var given)
            && given._values is [var text, ..]
            && text switch
            {
                "or" => true,
                "and" => false,
                _ => throw Unsupported(text),
            };
        var parts = _children
            .Where(child => child.Key != Operator)
            .Select(child => IsIndex(child.Key) ? child.Value.Group(type) : child.Value.Conditions(type, child.Key))
            .ToList();
        if (parts.Count == 0)
            return _ => true;
        return any ? record => parts.Any(part => part(record)) : record => parts.All(part => part(record));
    }

    /// <summary>
    /// Returns the condition of one filter. A bare value is compared by <c>eq</c>; all operations on a filter must be true.
    /// </summary>
    private Func<JsonObject, bool> Conditions(ProductiveSandboxType type, string name)
    {
        if (!type.Filters.TryGetValue(name, out var field))
            throw Unsupported(name);
        var conditions = new List<Func<JsonObject, bool>>();
        if (Values.Count > 0)
            conditions.Add(Condition(field, "eq", Values));
        foreach (var (operation, node) in _children.Where(child => child.Key.Length > 0))
            conditions.Add(Condition(field, operation, node.Values));
        return record => conditions.All(condition => condition(record));
    }

    /// <summary>The values given here or under <c>[]</c>.</summary>
    private List<string> Values => [.. _values, .. _children.TryGetValue("", out var list) ? list._values : []];

    private static Func<JsonObject, bool> Condition(ProductiveSandboxFilterField field, string operation, List<string> given)
    {
        var items = given.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        Func<string, bool> isListed = field.IsSearch ? value => given.Any(text => IsIn(text, value)) : items.Contains;
        Func<JsonObject, Func<string, bool>, bool> some = (record, holds) => field.Values(record).OfType<string>().Any(holds);
        return operation switch
        {
            "eq" => record => some(record, isListed),
            "not_eq" => record => !some(record, isListed),
            "contains" => record => some(record, value => given.Any(text => IsIn(text, value))),
            "not_contain" => record => !some(record, value => given.Any(text => IsIn(text, value))),
            "gt" => record => some(record, value => given.Any(bound => Compare(value, bound) > 0)),
            "gt_eq" => record => some(record, value => given.Any(bound => Compare(value, bound) >= 0)),
            "lt" => record => some(record, value => given.Any(bound => Compare(value, bound) < 0)),
            "lt_eq" => record => some(record, value => given.Any(bound => Compare(value, bound) <= 0)),
            _ => throw Unsupported(operation),
        };
    }

    private static bool IsIndex(string name) => name.Length > 0 && name.All(char.IsAsciiDigit);

    private static bool IsIn(string text, string value) => value.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static int Compare(string value, string bound) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
        && decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : SandboxOrder.CompareText(value, bound);

    private static SandboxException Unsupported(string name) => ProductiveSandboxErrors.Unsupported("Filter", name);
}

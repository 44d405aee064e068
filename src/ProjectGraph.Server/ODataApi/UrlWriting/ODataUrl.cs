using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.UrlWriting;

/// <summary>The OData URL of a query plan, or the reason why it has none.</summary>
/// <param name="Relative">Relative to the service root. Null if the plan cannot be expressed in OData.</param>
/// <param name="Reason">The reason why there is no URL. Null if there is one.</param>
internal sealed record ODataUrl(string? Relative, string? Reason)
{
    /// <summary>The longest URL that fits into the host's limit for a request line.</summary>
    private const int MaxLength = 15_000;

    /// <param name="values">The values of the plan's slots.</param>
    public static ODataUrl Create(QueryPlan plan, IReadOnlyList<object?> values)
    {
        try
        {
            var url = Write(plan, values);
            return url.Length <= MaxLength
                ? new(url, null)
                : new(null, $"The URL has {url.Length} characters. The service accepts at most {MaxLength}.");
        }
        catch (NotExpressibleInODataException e)
        {
            return new(null, e.Message);
        }
    }

    private static string Write(QueryPlan plan, IReadOnlyList<object?> values)
    {
        var expressions = new UrlExpressionWriter(values);
        if (plan.Aggregation is { } aggregation)
            return WritePath(plan, "", UrlApplyWriter.WriteOptions(plan, aggregation, expressions));
        var level = new UrlLevelWriter(expressions);
        if (FindKey(plan, values) is { } key)
            return WritePath(plan, $"({key})", level.WriteSelectAndExpand(plan));
        if (plan.Selection is null && plan.CountsTotal)
            return WritePath(plan, "/$count", level.WriteRowOptions(plan));
        return WritePath(plan, "", [.. level.WriteOptions(plan), .. level.WriteSearch(plan)]);
    }

    // A single entity is addressed by its key in the path.
    private static long? FindKey(QueryPlan plan, IReadOnlyList<object?> values) =>
        plan
            is {
                Filter: CompareFilter
                {
                    Comparison: Comparison.Equal,
                    Left: FieldScalar { Path.Count: 0, Field.IsKey: true },
                    Right: SlotScalar slot
                },
                Page: OffsetPage { TakeSlot: null }
            }
            ? (long)values[slot.Slot]!
            : null;

    private static string WritePath(QueryPlan plan, string end, IEnumerable<UrlOption> options)
    {
        var query = string.Join('&', options.Select(option => option.InQuery));
        return plan.Source.Set + end + (query.Length == 0 ? "" : "?" + query);
    }
}

/// <summary>A system query option and its value, not yet encoded.</summary>
internal readonly record struct UrlOption(SystemOption Option, string Value)
{
    // Characters that a query may contain unencoded (RFC 3986, section 3.4), without `&` and `+`, which are special in options.
    private const string UnencodedCharacters = "-._~!$'()*,;:@/=?";

    public string InQuery => $"{Option.GetName()}={Encode(Value)}";

    public string InExpand => $"{Option.GetName()}={Value}";

    private static string Encode(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune =>
                    rune.IsAscii
                    && (
                        char.IsAsciiLetterOrDigit((char)rune.Value)
                        || UnencodedCharacters.Contains((char)rune.Value, StringComparison.Ordinal)
                    )
                        ? rune.ToString()
                        : Uri.EscapeDataString(rune.ToString())
                )
        );
}

/// <summary>Thrown for a part of a plan that cannot be expressed in this service's OData.</summary>
internal sealed class NotExpressibleInODataException(string reason) : Exception(reason);

using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>The envelope of every list: <c>meta</c> and <c>objects</c>, by limit and offset, with the filters that lists share.</summary>
internal static class CoreDataSandboxList
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 1000;

    private static readonly Dictionary<string, Func<JsonObject, string, bool>> Filters = new()
    {
        ["title"] = (row, value) => row["title"].Text() == value,
        ["title__startswith"] = (row, value) => row["title"].Text()?.StartsWith(value, StringComparison.Ordinal) == true,
        ["associated_contacts_id"] = (row, value) => (row["associated_contacts_id"] as JsonArray)?.Any(id => id.Text() == value) == true,
    };

    /// <summary>"Sorted by creation date ascending and then by ID ascending (to get stable sorting results)."</summary>
    public static IEnumerable<JsonObject> Sorted(IEnumerable<JsonObject> rows) =>
        rows.OrderBy(row => row["created"].Text(), StringComparer.Ordinal).ThenBy(row => row["id"].Text(), StringComparer.Ordinal);

    public static SandboxResponse CreateResponse(SandboxRequest request, IEnumerable<JsonObject> sorted)
    {
        var limit = Count(request, "limit", DefaultLimit, "a positive integer");
        if (limit == 0 || limit > MaxLimit)
            limit = MaxLimit;
        var offset = Count(request, "offset", 0, "an integer");
        foreach (var (name, matches) in Filters)
        {
            if (request.Argument(name) is { } value)
                sorted = sorted.Where(row => matches(row, value));
        }
        var rows = sorted.ToList();
        return SandboxResponse.Ok(
            new JsonObject
            {
                ["meta"] = new JsonObject
                {
                    ["limit"] = limit,
                    ["next"] = (long)offset + limit < rows.Count ? Page(request, limit, offset + limit) : null,
                    ["offset"] = offset,
                    ["previous"] = offset >= limit ? Page(request, limit, offset - limit) : null,
                    ["total_count"] = rows.Count,
                },
                ["objects"] = new JsonArray([.. rows.Skip(offset).Take(limit).Select(WithoutInternalFields)]),
            }
        );
    }

    /// <summary>Returns a copy without the sandbox's internal fields.</summary>
    public static JsonObject WithoutInternalFields(JsonObject row) =>
        new(row.Where(member => !member.Key.StartsWith('_')).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static string Page(SandboxRequest request, int limit, int offset)
    {
        var kept = request
            .Query.Where(pair => pair.Key is not ("limit" or "offset"))
            .SelectMany(pair => pair.Value.Select(value => $"{Encoded(pair.Key)}={Encoded(value ?? "")}&"));
        return string.Create(CultureInfo.InvariantCulture, $"{request.Path}?{string.Concat(kept)}limit={limit}&offset={offset}");
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static int Count(SandboxRequest request, string name, int whenAbsent, string wanted)
    {
        if (request.Argument(name) is not { } text)
            return whenAbsent;
        if (!BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            throw new SandboxException(400, $"Invalid {name} '{text}' provided. Please provide {wanted}.");
        if (count < 0)
            throw new SandboxException(400, $"Invalid {name} '{text}' provided. Please provide a positive integer >= 0.");
        return (int)BigInteger.Min(count, int.MaxValue - MaxLimit);
    }
}

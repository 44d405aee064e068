using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>Get projects List: companyId, limit, offset, sort, select. The response is a bare array without a total.</summary>
internal static class PlanhatSandboxList
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 2000;

    public static SandboxResponse ListRecords(PlanhatSandboxModel model, SandboxRequest request)
    {
        var limit = Math.Min(Count(request, "limit", DefaultLimit), MaxLimit);
        var offset = Count(request, "offset", 0);
        var rows = Sorted(OfCompany(model, request), request.Argument("sort"));
        return SelectFields(rows.Skip(offset).Take(limit), Names(request.Argument("select")));
    }

    /// <summary>Returns the identifying fields of all companies.</summary>
    public static SandboxResponse LeanCompanies(SandboxRequest request)
    {
        var rows = request.List(PlanhatSandboxModel.Companies.Collection);
        foreach (var name in new[] { "externalId", "sourceId", "status" })
        {
            if (request.Argument(name) is { } value)
                rows = rows.Where(row => row[name].Text() == value);
        }
        return SelectFields(rows, ["name", "externalId", "sourceId"]);
    }

    private static IEnumerable<JsonObject> OfCompany(PlanhatSandboxModel model, SandboxRequest request)
    {
        var rows = request.List(model.Collection);
        if (!model.HasCompany || request.Argument("companyId") is not { Length: > 0 } key)
            return rows;
        var id = PlanhatSandboxIds.ObjectId(key);
        return rows.Where(row => row["companyId"].Text() == id);
    }

    /// <summary>
    /// Sorts by one property, by code point ("Älvdalen 2" is above "URL123" in the example). Rows without the property are first in
    /// ascending order. Equal rows keep insertion order in both directions.
    /// </summary>
    private static IEnumerable<JsonObject> Sorted(IEnumerable<JsonObject> rows, string? sort) =>
        sort switch
        {
            null or "" or "-" => rows,
            ['-', .. var name] => rows.OrderByDescending(row => row[name], SandboxOrder.ByValue),
            _ => rows.OrderBy(row => row[sort], SandboxOrder.ByValue),
        };

    private static string[]? Names(string? select) =>
        string.IsNullOrEmpty(select) ? null : select.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns selected properties in the document's order, always with <c>_id</c>, as MongoDB's projections do.</summary>
    private static SandboxResponse SelectFields(IEnumerable<JsonObject> rows, string[]? names) =>
        SandboxResponse.Ok(
            new JsonArray([
                .. rows.Select(row =>
                    names is null
                        ? row.DeepClone()
                        : new JsonObject(
                            row.Where(member => member.Key == "_id" || names.Contains(member.Key))
                                .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))
                        )
                ),
            ])
        );

    private static int Count(SandboxRequest request, string name, int whenAbsent)
    {
        if (request.Argument(name) is not { } text)
            return whenAbsent;
        return BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (int)BigInteger.Min(count, int.MaxValue)
            : throw new SandboxException(400, $"{name} must be a whole number of 0 or more.");
    }
}

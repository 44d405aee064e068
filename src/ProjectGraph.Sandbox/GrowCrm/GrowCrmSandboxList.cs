using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>Lists and searches: filters, allowed sort fields, and pages with their meta.</summary>
internal static class GrowCrmSandboxList
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;

    private static readonly Dictionary<string, Func<JsonObject, JsonNode?>> ProjectSorts = new()
    {
        ["project_title"] = project => project["title"],
        ["project_status"] = project => project["status"],
        ["project_date_start"] = project => project["dates"]!["start"],
        ["project_date_due"] = project => project["dates"]!["due"],
        ["project_created"] = project => project["dates"]!["created"],
        ["project_progress"] = project => project["progress"],
    };

    public static SandboxResponse Projects(SandboxRequest request)
    {
        var input = GrowCrmSandboxInput.FromQuery(request);
        var status = input.OneOf("status", GrowCrmSandboxProjects.Statuses);
        var rows = request.List(GrowCrmSandboxProjects.Collection).Where(project => status is null || project["status"].Text() == status);
        rows = FilterByReference(FilterByReference(rows, input, "client_id", "client"), input, "category_id", "category");
        if (input.Text("search") is { } search)
            rows = rows.Where(project => project["title"].Text()!.Contains(search, StringComparison.OrdinalIgnoreCase));
        var sort = input.OneOf("sort", [.. ProjectSorts.Keys]) ?? "project_created";
        return Page(input, rows, ProjectSorts[sort], GrowCrmSandboxProjects.CreateResponse, "Projects retrieved successfully.");
    }

    /// <summary>
    /// Returns one page. Equal rows are sorted newest first in both directions. Throws if any query parameter was invalid.
    /// </summary>
    public static SandboxResponse Page(
        GrowCrmSandboxInput input,
        IEnumerable<JsonObject> rows,
        Func<JsonObject, JsonNode?> sort,
        Func<JsonObject, JsonObject> shown,
        string message
    )
    {
        var ascending = input.OneOf("order", ["asc", "desc"]) == "asc";
        var limit = Math.Min(input.Count("limit") ?? DefaultLimit, MaxLimit);
        var page = input.Count("page") ?? 1;
        input.ThrowIfInvalid();
        var all = ascending ? rows.OrderBy(sort, SandboxOrder.ByValue) : rows.OrderByDescending(sort, SandboxOrder.ByValue);
        var sorted = all.ThenByDescending(row => row["id"], SandboxOrder.ByValue).ToList();
        var skipped = (int)Math.Min((page - 1L) * limit, sorted.Count);
        return SandboxResponse.Ok(
            new JsonObject
            {
                ["data"] = new JsonArray([.. sorted.Skip(skipped).Take(limit).Select(shown)]),
                ["meta"] = new JsonObject
                {
                    ["current_page"] = page,
                    ["last_page"] = Math.Max(1, (sorted.Count + limit - 1) / limit),
                    ["per_page"] = limit,
                    ["total"] = sorted.Count,
                },
                ["message"] = message,
            }
        );
    }

    /// <summary>Filters the rows by the record whose id a parameter gives.</summary>
    public static IEnumerable<JsonObject> FilterByReference(
        IEnumerable<JsonObject> rows,
        GrowCrmSandboxInput input,
        string parameter,
        string name
    )
    {
        if (input.Count(parameter) is not { } id)
            return rows;
        var key = id.ToString(CultureInfo.InvariantCulture);
        return rows.Where(row => GrowCrmSandboxRecords.RefersTo(row, name, key));
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>List and search: filters, a white list of sorts, pages with their meta.</summary>
internal static class GrowCrmSandboxList
{
    private const int DefaultLimit = 25;
    private const int MaxLimit = 100;

    private static readonly Dictionary<string, Func<JsonObject, JsonNode?>> projectSorts = new()
    {
        ["project_title"] = project => project["title"],
        ["project_status"] = project => project["status"],
        ["project_date_start"] = project => project["dates"]!["start"],
        ["project_date_due"] = project => project["dates"]!["due"],
        ["project_created"] = project => project["dates"]!["created"],
        ["project_progress"] = project => project["progress"],
    };

    public static SandboxAnswer Projects(SandboxRequest request)
    {
        var sort = OneOf(request, "sort", projectSorts.Keys) ?? "project_created";
        var status = OneOf(request, "status", GrowCrmSandboxProjects.Statuses);
        var search = Argument(request, "search");
        var rows = request.List(GrowCrmSandboxProjects.Collection)
            .Where(project => status is null || project["status"].Text() == status)
            .Where(project => search is null || project["title"].Text()!.Contains(search, StringComparison.OrdinalIgnoreCase));
        rows = Named(Named(rows, request, "client_id", "client"), request, "category_id", "category");
        return Page(request, rows, projectSorts[sort], GrowCrmSandboxProjects.Shown, "Projects retrieved successfully.");
    }

    /// <summary>Of equal rows the youngest is first, in either direction.</summary>
    public static SandboxAnswer Page(
        SandboxRequest request, IEnumerable<JsonObject> rows, Func<JsonObject, JsonNode?> sort, Func<JsonObject, JsonObject> shown,
        string message)
    {
        var ascending = OneOf(request, "order", ["asc", "desc"]) == "asc";
        var limit = Math.Min(Count(request, "limit", DefaultLimit), MaxLimit);
        var page = Count(request, "page", 1);
        var all = ascending ? rows.OrderBy(sort, SandboxOrder.ByValue) : rows.OrderByDescending(sort, SandboxOrder.ByValue);
        var sorted = all.ThenByDescending(row => row["id"], SandboxOrder.ByValue).ToList();
        var skipped = (int)Math.Min((page - 1L) * limit, sorted.Count);
        return SandboxAnswer.Ok(new JsonObject
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
        });
    }

    /// <summary>Keeps the rows that name the record that a parameter gives the id of.</summary>
    public static IEnumerable<JsonObject> Named(IEnumerable<JsonObject> rows, SandboxRequest request, string parameter, string name)
    {
        if (Argument(request, parameter) is null) return rows;
        var key = Count(request, parameter, 0).ToString(CultureInfo.InvariantCulture);
        return rows.Where(row => GrowCrmSandboxRecords.IsOf(row, name, key));
    }

    public static string? Argument(SandboxRequest request, string name) =>
        request.Argument(name) is { } text && text.Trim().Length > 0 ? text : null;

    private static string? OneOf(SandboxRequest request, string name, IEnumerable<string> choices)
    {
        var value = Argument(request, name);
        return value is null || choices.Contains(value)
            ? value
            : throw Invalid(name, $"The selected {GrowCrmSandboxInput.Label(name)} is invalid.");
    }

    private static int Count(SandboxRequest request, string name, int whenAbsent)
    {
        if (Argument(request, name) is not { } text) return whenAbsent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw Invalid(name, $"The {GrowCrmSandboxInput.Label(name)} field must be an integer of at least 1.");
    }

    private static SandboxProblem Invalid(string name, string message) => new(422, message, new(422, new JsonObject
    {
        ["message"] = message,
        ["errors"] = new JsonObject { [name] = new JsonArray(message) },
    }));
}

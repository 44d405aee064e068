using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Looks for projects that a lost answer may have announced.</summary>
internal static class PlanhatSearch
{
    /// <summary>
    /// Per sent body the projects that can be it: everything sent stands in them, they are as new as the request, and the
    /// graph did not have them before.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Project>>> CreatedAsync(
        OperationContext context, IReadOnlyList<JsonObject> sent, CancellationToken cancellation)
    {
        var fresh = new List<Project>();
        await foreach (var row in new PlanhatClient(context.Channel).AllProjectsAsync(CompanyOf(sent), cancellation))
        {
            if (Readable(row, context) is { } project && PlanhatTraces.IsSince(project, context.SentAt)) fresh.Add(project);
        }
        var known = await context.KnownAsync([.. fresh.Select(project => project.VendorId)], cancellation);
        fresh.RemoveAll(project => known.Contains(project.VendorId));
        return [.. sent.Select(body => fresh.Where(project => PlanhatTraces.Shows(body, project.Document)).ToList())];
    }

    public static Project? Readable(JsonElement row, OperationContext context)
    {
        try
        {
            return PlanhatMapping.Project(row, context.Channel.Time.GetUtcNow());
        }
        catch (Data.Sync.VendorReadException)
        {
            return null;
        }
    }

    private static string? CompanyOf(IReadOnlyList<JsonObject> sent) =>
        sent is [{ } only] && only["companyId"]?.GetValue<string>() is { } id && PlanhatMapping.IsObjectId(id) ? id : null;
}

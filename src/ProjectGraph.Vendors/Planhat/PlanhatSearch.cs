using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Finds projects that a write with an unknown outcome may have created.</summary>
internal static class PlanhatSearch
{
    /// <summary>
    /// Returns candidates for each sent body: projects that contain every sent value, were created since the request, and are new to
    /// the graph.
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

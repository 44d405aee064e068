using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Finds projects that a write with an unknown outcome may have created.</summary>
internal static class PlanhatCreatedProjects
{
    /// <summary>
    /// Returns candidates for each sent body: projects that contain every sent value, were created since the request, and are new to
    /// the graph.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Project>>> FindAsync(
        OperationContext context,
        IReadOnlyList<JsonObject> sent,
        CancellationToken cancellationToken
    )
    {
        var fresh = new List<Project>();
        await foreach (var row in new PlanhatClient(context.Channel).ReadAllProjectsAsync(GetCompanyId(sent), cancellationToken))
        {
            if (MapOrNull(row, context) is { } project && PlanhatWriteVerification.IsCreatedSince(project, context.SentAt))
                fresh.Add(project);
        }
        var known = await context.FindKnownIdsAsync([.. fresh.Select(project => project.VendorId)], cancellationToken);
        fresh.RemoveAll(project => known.Contains(project.VendorId));
        return
        [
            .. sent.Select(body => fresh.Where(project => PlanhatWriteVerification.ContainsSentValues(body, project.Document)).ToList()),
        ];
    }

    public static Project? MapOrNull(JsonElement row, OperationContext context)
    {
        try
        {
            return PlanhatMapping.MapProject(row, context.Channel.Time.GetUtcNow());
        }
        catch (Data.Sync.VendorReadException)
        {
            return null;
        }
    }

    private static string? GetCompanyId(IReadOnlyList<JsonObject> sent) =>
        sent is [{ } only] && only["companyId"]?.GetValue<string>() is { } id && PlanhatMapping.IsObjectId(id) ? id : null;
}

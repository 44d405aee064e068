using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Finds a project that a write with an unknown outcome may have created.</summary>
internal static class GrowCrmSearch
{
    /// <summary>
    /// Reports success if exactly one project matches: created since the request, new to the graph, and with the sent values.
    /// </summary>
    public static async Task<Settlement> CreatedAsync(
        OperationContext context, long? clientId, Func<Project, bool> matchesRequest, CancellationToken cancellation)
    {
        var fresh = await FreshAsync(context, clientId, cancellation);
        var known = await context.KnownAsync([.. fresh.Select(project => project.VendorId)], cancellation);
        var found = fresh.Where(project => !known.Contains(project.VendorId) && matchesRequest(project)).DistinctBy(project => project.VendorId).ToList();
        return found switch
        {
            [var created] => new Settlement.Happened(GrowCrmAnswers.Effect(created, context.Sent.Body)),
            [] => new Settlement.DidNotHappen(),
            _ => new Settlement.Uncertain(),
        };
    }

    /// <summary>Reads newest first, and stops at the first project that is too old.</summary>
    private static async Task<List<Project>> FreshAsync(OperationContext context, long? clientId, CancellationToken cancellation)
    {
        var fresh = new List<Project>();
        var client = new GrowCrmClient(context.Channel);
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = clientId is { } id ? GrowCrmMapping.Text(id) : null,
            ["sort"] = "project_created",
            ["order"] = "desc",
        };
        for (var number = 1; ; number++)
        {
            var page = await client.PageAsync(GrowCrmRoutes.Projects, GrowCrmClient.MaxLimit, number, query, cancellation);
            var readable = page.Rows.Select(row => Readable(row, context)).OfType<Project>().ToList();
            fresh.AddRange(readable.Where(project => GrowCrmTraces.IsSince(project, context.SentAt)));
            var tooOld = readable.Count > 0 && !GrowCrmTraces.IsSince(readable[^1], context.SentAt);
            if (tooOld || page.IsLast(GrowCrmClient.MaxLimit, number)) return fresh;
        }
    }

    private static Project? Readable(JsonElement row, OperationContext context)
    {
        try
        {
            return GrowCrmMapping.Project(row, context.Channel.Time.GetUtcNow());
        }
        catch (VendorReadException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Finds a project that a write with an unknown outcome may have created.</summary>
internal static class GrowCrmCreatedProjects
{
    /// <summary>
    /// Reports success if exactly one project matches: created since the request, new to the graph, and with the sent values.
    /// </summary>
    public static async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        long? clientId,
        Func<Project, bool> matchesRequest,
        CancellationToken cancellationToken
    )
    {
        var fresh = await ReadRecentAsync(context, clientId, cancellationToken);
        var known = await context.FindKnownIdsAsync([.. fresh.Select(project => project.VendorId)], cancellationToken);
        var found = fresh
            .Where(project => !known.Contains(project.VendorId) && matchesRequest(project))
            .DistinctBy(project => project.VendorId)
            .ToList();
        return found switch
        {
            [var created] => new ReconcileOutcome.Applied(GrowCrmResponses.CreateEffect(created, context.SentRequest.Body)),
            [] => new ReconcileOutcome.NotApplied(),
            _ => new ReconcileOutcome.Uncertain(),
        };
    }

    /// <summary>Reads newest first, and stops at the first project that is too old.</summary>
    private static async Task<List<Project>> ReadRecentAsync(OperationContext context, long? clientId, CancellationToken cancellationToken)
    {
        var fresh = new List<Project>();
        var client = new GrowCrmClient(context.Channel);
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = clientId is { } id ? GrowCrmMapping.Format(id) : null,
            ["sort"] = "project_created",
            ["order"] = "desc",
        };
        for (var number = 1; ; number++)
        {
            var page = await client.ReadPageAsync(GrowCrmRoutes.Projects, GrowCrmClient.MaxLimit, number, query, cancellationToken);
            var readable = page.Rows.Select(row => MapOrNull(row, context)).OfType<Project>().ToList();
            fresh.AddRange(readable.Where(project => GrowCrmWriteVerification.IsCreatedSince(project, context.SentAt)));
            var tooOld = readable.Count > 0 && !GrowCrmWriteVerification.IsCreatedSince(readable[^1], context.SentAt);
            if (tooOld || page.IsLast(GrowCrmClient.MaxLimit, number))
                return fresh;
        }
    }

    private static Project? MapOrNull(JsonElement row, OperationContext context)
    {
        try
        {
            return GrowCrmMapping.MapProject(row, context.Channel.Time.GetUtcNow());
        }
        catch (VendorReadException)
        {
            return null;
        }
    }
}

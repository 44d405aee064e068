using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Settles what earlier runs, or this one, left open.</summary>
public sealed class OperationRecovery : IDisposable
{
    private readonly VendorConnections connections;
    private readonly ConnectionStore store;
    private readonly OperationLog log;
    private readonly ProjectLocks locks;
    private readonly Settler settler;
    private readonly SemaphoreSlim running = new(1, 1);

    internal OperationRecovery(
        VendorConnections connections, ConnectionStore store, OperationLog log, ProjectLocks locks, Settler settler) =>
        (this.connections, this.store, this.log, this.locks, this.settler) = (connections, store, log, locks, settler);

    /// <summary>Looks at each once; a second run waits for the first, or both would settle the same operation.</summary>
    /// <returns>How many were settled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await running.WaitAsync(cancellation);
        try
        {
            return await SettleAllAsync(cancellation);
        }
        finally
        {
            running.Release();
        }
    }

    public void Dispose() => running.Dispose();

    private async Task<int> SettleAllAsync(CancellationToken cancellation)
    {
        var settled = 0;
        foreach (var operation in await log.UnsettledAsync(cancellation))
        {
            // One that is being sent right now is not lost.
            if (operation.State == OperationState.Unknown && await SettleAsync(operation, cancellation)) settled++;
        }
        return settled;
    }

    private async Task<bool> SettleAsync(Operation entry, CancellationToken cancellation)
    {
        if (entry.ConnectionId is not { } connectionId || connections.Find(connectionId) is not { } channel) return false;
        if (Find(entry, channel.Connector) is not { } operation || Request(entry, channel) is not { } request) return false;
        await using var turn = await locks.EnterAsync(entry.ProjectId, cancellation);
        var project = entry.ProjectId is { } id ? await store.FindProjectAsync(id, AccountScope.Unrestricted, cancellation) : null;
        if (operation.TakesProject && project is null) return false;
        var context = new OperationContext(channel, request, project, entry.StartedAt, (ids, token) => settler.KnownAsync(channel, ids, token));
        var end = await settler.SettleAsync(operation, context, Answer(entry), "The answer was lost.", cancellation);
        if (end.State == OperationState.Unknown) return false;
        var deleted = end.Effect is { Deleted: true } ? entry.ProjectId : null;
        await log.CompleteAsync(entry.Id, Outcomes.Of(end, end.Errors, channel.Connector, deleted), cancellation);
        return true;
    }

    private static VendorOperation? Find(Operation entry, VendorConnector connector) =>
        connector.Operations.FirstOrDefault(operation => operation.Name == entry.Name)
        ?? connector.Unified.FirstOrDefault(support => support.Name == entry.Name && support.Operation.TakesProject == entry.ProjectId is not null)?.Operation
        // A copy that was composed is a create.
        ?? (entry.Name == UnifiedOperations.Copy
            ? connector.Unified.FirstOrDefault(support => support.Name == UnifiedOperations.Create)?.Operation
            : null);

    private static VendorRequest? Request(Operation entry, VendorChannel channel)
    {
        if (entry is not { RequestMethod: { } method, RequestUrl: { } url }) return null;
        // The host may have another address by now; what lies below the base stays.
        var (path, root) = (new Uri(url).PathAndQuery, channel.Settings.BaseUrl.AbsolutePath);
        if (!path.StartsWith(root, StringComparison.Ordinal)) return null;
        return new(method, path[root.Length..]) { Body = entry.RequestBody is { } body ? JsonNode.Parse(body) : null };
    }

    private static VendorAnswer? Answer(Operation entry) => entry.ResponseStatus is { } status
        ? new(status, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(entry.ResponseBody ?? ""))
        : null;
}

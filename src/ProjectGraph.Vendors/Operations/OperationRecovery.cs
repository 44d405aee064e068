using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Reconciles operations with an unknown outcome, from this run of the service and earlier ones.</summary>
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

    /// <summary>Checks each once. A second run waits for the first, so that no operation is reconciled twice.</summary>
    /// <returns>The number of reconciled operations.</returns>
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
            // An operation that is being sent now does not have an unknown outcome.
            if (operation.State == OperationState.Unknown && await SettleAsync(operation, cancellation)) settled++;
        }
        return settled;
    }

    private async Task<bool> SettleAsync(Operation entry, CancellationToken cancellation)
    {
        if (entry.ConnectionId is not { } connectionId || connections.Find(connectionId) is not { } channel) return false;
        if (Find(entry, channel.Connector) is not { } operation || Request(entry, channel) is not { } request) return false;
        await using var lease = await locks.EnterAsync(entry.ProjectId, cancellation);
        var project = entry.ProjectId is { } id ? await store.FindProjectAsync(id, AccountScope.Unrestricted, cancellation) : null;
        if (operation.TakesProject && project is null) return false;
        var context = new OperationContext(channel, request, project, entry.StartedAt, (ids, token) => settler.KnownAsync(channel, ids, token));
        var end = await settler.SettleAsync(operation, context, Answer(entry), "The response was lost.", cancellation);
        if (end.State == OperationState.Unknown) return false;
        var deleted = end.Effect is { Deleted: true } ? entry.ProjectId : null;
        await log.CompleteAsync(entry.Id, Outcomes.Of(end, end.Errors, channel.Connector, deleted), cancellation);
        return true;
    }

    private static VendorOperation? Find(Operation entry, VendorConnector connector) =>
        connector.Operations.FirstOrDefault(operation => operation.Name == entry.Name)
        ?? connector.Unified.FirstOrDefault(support => support.Name == entry.Name && support.Operation.TakesProject == entry.ProjectId is not null)?.Operation
        // A composed copy was sent as a create.
        ?? (entry.Name == UnifiedOperations.Copy
            ? connector.Unified.FirstOrDefault(support => support.Name == UnifiedOperations.Create)?.Operation
            : null);

    private static VendorRequest? Request(Operation entry, VendorChannel channel)
    {
        if (entry is not { RequestMethod: { } method, RequestUrl: { } url }) return null;
        // The base address may have changed since then; the path below it is the same.
        var (path, root) = (new Uri(url).PathAndQuery, channel.Settings.BaseUrl.AbsolutePath);
        if (!path.StartsWith(root, StringComparison.Ordinal)) return null;
        return new(method, path[root.Length..]) { Body = entry.RequestBody is { } body ? JsonNode.Parse(body) : null };
    }

    private static VendorAnswer? Answer(Operation entry) => entry.ResponseStatus is { } status
        ? new(status, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(entry.ResponseBody ?? ""))
        : null;
}

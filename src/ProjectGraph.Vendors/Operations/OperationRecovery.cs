using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Reconciles operations with an unknown outcome, from this run of the service and earlier ones.</summary>
public sealed class OperationRecovery : IDisposable
{
    private readonly VendorAccounts _vendorAccounts;
    private readonly VendorAccountStore _store;
    private readonly OperationLog _log;
    private readonly ProjectLocks _locks;
    private readonly WriteReconciler _reconciler;
    private readonly SemaphoreSlim _running = new(1, 1);

    internal OperationRecovery(
        VendorAccounts vendorAccounts,
        VendorAccountStore store,
        OperationLog log,
        ProjectLocks locks,
        WriteReconciler settler
    ) => (_vendorAccounts, _store, _log, _locks, _reconciler) = (vendorAccounts, store, log, locks, settler);

    /// <summary>Checks each once. A second run waits for the first, so that no operation is reconciled twice.</summary>
    /// <returns>The number of reconciled operations.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        try
        {
            return await ReconcileAllAsync(cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task<int> ReconcileAllAsync(CancellationToken cancellationToken)
    {
        var settled = 0;
        foreach (var operation in await _log.ClaimUnknownAsync(cancellationToken))
        {
            // An operation that is being sent now does not have an unknown outcome.
            if (operation.State == OperationState.Unknown && await ReconcileAsync(operation, cancellationToken))
                settled++;
        }
        return settled;
    }

    private async Task<bool> ReconcileAsync(Operation entry, CancellationToken cancellationToken)
    {
        if (entry.VendorAccountId is not { } vendorAccountId || _vendorAccounts.Find(vendorAccountId) is not { } channel)
            return false;
        if (FindOperation(entry, channel.Connector) is not { } operation || ReadRequest(entry, channel) is not { } request)
            return false;
        await using var lease = await _locks.EnterAsync(entry.ProjectId, cancellationToken);
        var project = entry.ProjectId is { } id ? await _store.FindProjectAsync(id, AccountScope.Unrestricted, cancellationToken) : null;
        if (operation.TakesProject && project is null)
            return false;
        var context = new OperationContext(channel, request, project, entry.StartedAt, (ids, token) =>
            _reconciler.FindKnownIdsAsync(channel, ids, token)
        );
        var end = await _reconciler.ReconcileAsync(operation, context, ReadResponse(entry), "The response was lost.", cancellationToken);
        if (end.State == OperationState.Unknown)
            return false;
        var deleted = end.Effect is { Deleted: true } ? entry.ProjectId : null;
        await _log.CompleteAsync(entry.Id, OperationOutcomes.FromWrite(end, end.Errors, channel.Connector, deleted), cancellationToken);
        return true;
    }

    private static VendorOperation? FindOperation(Operation entry, VendorConnector connector) =>
        connector.Operations.FirstOrDefault(operation => operation.Name == entry.Name)
        ?? connector
            .Unified.FirstOrDefault(support => support.Name == entry.Name && support.Operation.TakesProject == entry.ProjectId is not null)
            ?.Operation
        // A composed copy was sent as a create.
        ?? (
            entry.Name == UnifiedOperations.Copy
                ? connector.Unified.FirstOrDefault(support => support.Name == UnifiedOperations.Create)?.Operation
                : null
        );

    private static VendorRequest? ReadRequest(Operation entry, VendorChannel channel)
    {
        if (entry is not { RequestMethod: { } method, RequestUrl: { } url })
            return null;
        // The base address may have changed since then; the path below it is the same.
        var (path, root) = (new Uri(url).PathAndQuery, channel.Settings.BaseUrl.AbsolutePath);
        if (!path.StartsWith(root, StringComparison.Ordinal))
            return null;
        return new(method, path[root.Length..]) { Body = entry.RequestBody is { } body ? JsonNode.Parse(body) : null };
    }

    private static VendorResponse? ReadResponse(Operation entry) =>
        entry.ResponseStatus is { } status
            ? new(status, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(entry.ResponseBody ?? ""))
            : null;
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Translates a unified operation to one of the project's vendor and runs it.</summary>
internal sealed class UnifiedRunner(
    VendorRegistry vendors,
    VendorAccounts vendorAccounts,
    UnifiedReferences references,
    WritePipeline pipeline,
    VendorAccountReader reader
)
{
    /// <summary>Splits a bulk that is too large for one request into calls; null for any other call.</summary>
    public IReadOnlyList<OperationCall>? Split(OperationCall call)
    {
        if (call.Name != UnifiedOperations.Upsert || call.Errors.Count > 0)
            return null;
        var channel = vendorAccounts.Choose(null, call.Common.VendorAccountId, call.Scope, []);
        return channel is null || FindSupport(channel, call.Name) is not { } support ? null : UpsertParts.Split(call, support.MaxItems);
    }

    public Task<OperationResult> RunAsync(
        OperationRun run,
        OperationCall call,
        OperationTarget target,
        CancellationToken cancellationToken
    ) =>
        call.Name switch
        {
            UnifiedOperations.Refresh => reader.RefreshAsync(run, cancellationToken),
            UnifiedOperations.Sync => SyncAsync(run, call, cancellationToken),
            UnifiedOperations.Copy when target.ProjectId is null || FindSupport(run.Channel, call.Name) is null => ComposeAsync(
                run,
                call,
                target,
                cancellationToken
            ),
            _ => TranslateAsync(run, call, cancellationToken),
        };

    private Task<OperationResult> SyncAsync(OperationRun run, OperationCall call, CancellationToken cancellationToken)
    {
        var errors = new List<OperationError>();
        return InputBinder.Bind<SyncVendorAccountInput>(call.Input, errors) is { } input
            ? reader.SyncAsync(run, input.Background, cancellationToken)
            : pipeline.RefuseAsync(run, errors);
    }

    private static UnifiedSupport? FindSupport(VendorChannel channel, string name) =>
        channel.Connector.Unified.FirstOrDefault(support => support.Name == name);

    private Task<OperationResult> TranslateAsync(OperationRun run, OperationCall call, CancellationToken cancellationToken)
    {
        if (FindSupport(run.Channel, call.Name) is not { } support)
            return pipeline.RefuseAsync(run, [Unsupported(run)]);
        return pipeline.RunAsync(run, (project, token) => PrepareAsync(run, call, support, project, token), cancellationToken);
    }

    private async Task<PreparedWrite> PrepareAsync(
        OperationRun run,
        OperationCall call,
        UnifiedSupport support,
        Project? project,
        CancellationToken cancellationToken
    )
    {
        var checks = new UnifiedChecks(vendors, run.Connector, call.Name);
        var allowed = checks.Filter(call.Input, call.Unified!.Input);
        var input = InputBinder.Bind(call.Unified.OwnInput, allowed, checks.Errors);
        if (input is null || checks.Errors.Count > 0)
            return PreparedWrite.Refused(checks.Errors);
        return await TranslateInputAsync(new(run.Channel, project), call.Scope, support, input, checks.Losses, cancellationToken);
    }

    /// <summary>Copies a project without a copy operation of the vendor, by creating the stored project at the target.</summary>
    private Task<OperationResult> ComposeAsync(
        OperationRun run,
        OperationCall call,
        OperationTarget target,
        CancellationToken cancellationToken
    )
    {
        if (FindSupport(run.Channel, UnifiedOperations.Create) is not { } create)
            return pipeline.RefuseAsync(run, [Unsupported(run)]);
        return pipeline.RunAsync(
            run with
            {
                ProjectId = null,
            },
            async (_, token) =>
            {
                var errors = new List<OperationError>();
                if (InputBinder.Bind(call.Unified!.OwnInput, call.Input, errors) is not CopyProjectInput copy)
                    return PreparedWrite.Refused(errors);
                var composed = UnifiedCopy.Compose(target.Source!, copy, run.Channel);
                if (composed.Errors.Count > 0)
                    return PreparedWrite.Refused(composed.Errors);
                var isSameAccount = target.Source!.VendorAccountId == run.Channel.VendorAccount.Id;
                return await TranslateInputAsync(
                    new(run.Channel, null) { Source = isSameAccount ? target.Source : null },
                    call.Scope,
                    create,
                    composed.Input,
                    composed.Losses,
                    token
                );
            },
            cancellationToken
        );
    }

    private async Task<PreparedWrite> TranslateInputAsync(
        UnifiedCall call,
        AccountScope scope,
        UnifiedSupport support,
        object input,
        IReadOnlyList<Loss> losses,
        CancellationToken cancellationToken
    )
    {
        var resolved = await references.ResolveAsync(call, input, scope, cancellationToken);
        if (resolved.Errors.Count > 0)
            return PreparedWrite.Refused(resolved.Errors);
        var translated = support.Translate(input, resolved);
        return translated is null || resolved.Errors.Count > 0
            ? PreparedWrite.Refused(resolved.Errors)
            : PreparedWrite.Ready(support.Operation, translated, [.. losses, .. resolved.Losses]);
    }

    private static OperationError Unsupported(OperationRun run) =>
        new(VendorErrors.UnsupportedOperation, $"{run.Connector.Name} documents no operation for {run.Name}.");
}

using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Reads from the vendor whether a write took effect when its response was missing or not understood.</summary>
internal sealed class WriteReconciler(VendorAccountStore store, ILogger<WriteReconciler> logger)
{
    /// <summary>
    /// The time that a request may still be in transit. If the vendor does not show the write by then, it did not perform it.
    /// </summary>
    private static readonly TimeSpan MaxTransitTime = TimeSpan.FromMinutes(1);

    /// <param name="response">The vendor's response; null if there was none.</param>
    /// <param name="reason">Why the response does not determine the outcome.</param>
    public async Task<WriteResult> ReconcileAsync(
        VendorOperation operation,
        OperationContext context,
        VendorResponse? response,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var settlement = await ReadOutcomeAsync(operation, context, cancellationToken);
        return settlement switch
        {
            ReconcileOutcome.Applied happened => new(OperationState.Succeeded, response, happened.Effect, happened.Effect.Errors),
            ReconcileOutcome.NotApplied when IsFinal(context, response) => new(
                OperationState.Failed,
                response,
                null,
                [new(VendorErrors.VendorUnavailable, reason, null, FormatStatus(response))]
            ),
            _ => new(
                OperationState.Unknown,
                response,
                null,
                [new(VendorErrors.VendorNoAnswer, DescribeUnknownOutcome(reason), null, FormatStatus(response))]
            ),
        };
    }

    /// <summary>Returns those of the vendor ids that the graph contains.</summary>
    public async Task<IReadOnlySet<string>> FindKnownIdsAsync(
        VendorChannel channel,
        IReadOnlyCollection<string> vendorIds,
        CancellationToken cancellationToken
    ) => (await store.ProjectIdsAsync(channel.VendorAccount.Id, vendorIds, cancellationToken)).Keys.ToHashSet();

    private async Task<ReconcileOutcome> ReadOutcomeAsync(
        VendorOperation operation,
        OperationContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await operation.ReconcileAsync(context, cancellationToken);
        }
        catch (VendorReadException e)
        {
            logger.LogWarning("{Operation} can't be reconciled yet: {Reason}", operation.Name, e.Message);
            return new ReconcileOutcome.Uncertain();
        }
    }

    // A successful response without a visible effect is a contradiction and stays unknown. A failure response is final.
    private static bool IsFinal(OperationContext context, VendorResponse? response) =>
        response is null ? context.Channel.Time.GetUtcNow() - context.SentAt > MaxTransitTime : !response.IsSuccess;

    private static string? FormatStatus(VendorResponse? response) => response is null ? null : $"{response.Status}";

    private static string DescribeUnknownOutcome(string reason) =>
        reason + " The vendor may have performed the operation. The service checks again and records the outcome.";
}

using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Reads from the vendor whether a write took effect when its response was missing or not understood.</summary>
internal sealed class Settler(ConnectionStore store, ILogger<Settler> logger)
{
    /// <summary>
    /// The time that a request may still be in transit. If the vendor does not show the write by then, it did not perform it.
    /// </summary>
    private static readonly TimeSpan grace = TimeSpan.FromMinutes(1);

    /// <param name="response">The vendor's response; null if there was none.</param>
    /// <param name="reason">Why the response does not determine the outcome.</param>
    public async Task<WriteEnd> SettleAsync(
        VendorOperation operation, OperationContext context, VendorAnswer? response, string reason, CancellationToken cancellation)
    {
        var settlement = await LookAsync(operation, context, cancellation);
        return settlement switch
        {
            Settlement.Happened happened => new(OperationState.Succeeded, response, happened.Effect, happened.Effect.Errors),
            Settlement.DidNotHappen when IsOver(context, response) =>
                new(OperationState.Failed, response, null, [new(VendorErrors.VendorUnavailable, reason, null, Code(response))]),
            _ => new(OperationState.Unknown, response, null, [new(VendorErrors.VendorNoAnswer, Doubt(reason), null, Code(response))]),
        };
    }

    /// <summary>Returns those of the vendor ids that the graph contains.</summary>
    public async Task<IReadOnlySet<string>> KnownAsync(
        VendorChannel channel, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) =>
        (await store.ProjectIdsAsync(channel.Connection.Id, vendorIds, cancellation)).Keys.ToHashSet();

    private async Task<Settlement> LookAsync(VendorOperation operation, OperationContext context, CancellationToken cancellation)
    {
        try
        {
            return await operation.SettleAsync(context, cancellation);
        }
        catch (VendorReadException e)
        {
            logger.LogWarning("{Operation} can't be reconciled yet: {Reason}", operation.Name, e.Message);
            return new Settlement.Uncertain();
        }
    }

    // A successful response without a visible effect is a contradiction and stays unknown. A failure response is final.
    private static bool IsOver(OperationContext context, VendorAnswer? response) =>
        response is null ? context.Channel.Time.GetUtcNow() - context.SentAt > grace : !response.IsSuccess;

    private static string? Code(VendorAnswer? response) => response is null ? null : $"{response.Status}";

    private static string Doubt(string reason) => reason + " The vendor may have performed the operation. The service checks again and records the outcome.";
}

using Microsoft.Extensions.Logging;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Finds out by a look at the vendor what became of a write that was sent and not understood.</summary>
internal sealed class Settler(ConnectionStore store, ILogger<Settler> logger)
{
    /// <summary>So long a request may still be on its way: what the vendor does not show by then, it did not do.</summary>
    private static readonly TimeSpan grace = TimeSpan.FromMinutes(1);

    /// <param name="answer">What the vendor did answer; null for nothing.</param>
    /// <param name="reason">Why the answer does not tell.</param>
    public async Task<WriteEnd> SettleAsync(
        VendorOperation operation, OperationContext context, VendorAnswer? answer, string reason, CancellationToken cancellation)
    {
        var settlement = await LookAsync(operation, context, cancellation);
        return settlement switch
        {
            Settlement.Happened happened => new(OperationState.Succeeded, answer, happened.Effect, happened.Effect.Errors),
            Settlement.DidNotHappen when IsOver(context, answer) =>
                new(OperationState.Failed, answer, null, [new(VendorErrors.VendorUnavailable, reason, null, Code(answer))]),
            _ => new(OperationState.Unknown, answer, null, [new(VendorErrors.VendorNoAnswer, Doubt(reason), null, Code(answer))]),
        };
    }

    /// <summary>Those of the vendor's ids that the graph has.</summary>
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
            logger.LogWarning("{Operation} can't be settled yet: {Reason}", operation.Name, e.Message);
            return new Settlement.Uncertain();
        }
    }

    // A success that shows no trace is a contradiction and stays open; a failure is the vendor's last word.
    private static bool IsOver(OperationContext context, VendorAnswer? answer) =>
        answer is null ? context.Channel.Time.GetUtcNow() - context.SentAt > grace : !answer.IsSuccess;

    private static string? Code(VendorAnswer? answer) => answer is null ? null : $"{answer.Status}";

    private static string Doubt(string reason) => reason + " The vendor may have done it; the operation is settled as soon as a look at the vendor shows that.";
}

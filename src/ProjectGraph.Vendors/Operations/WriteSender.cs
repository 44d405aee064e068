using Polly.CircuitBreaker;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// Sends a recorded write and determines its outcome. It retries only a 429, after which the vendor certainly did nothing.
/// </summary>
internal sealed class WriteSender(Settler settler, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>The longest pause before a retry. Beyond it, the call fails and the caller can retry later.</summary>
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(5);

    /// <summary>The timeout of the exchange, including the check at the vendor after a lost response.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    /// <summary>Sends the write. The caller can't cancel it, and no failure of the vendor throws.</summary>
    public async Task<WriteEnd> SendAsync(VendorOperation operation, OperationContext context)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            var response = await ExchangeAsync(context, timeout.Token);
            return await UnderstandAsync(operation, context, response, timeout.Token);
        }
        catch (VendorTransportException e) when (e.NeverSent)
        {
            return new(OperationState.Failed, null, null, [new(e.Code, e.Message)]);
        }
        catch (BrokenCircuitException)
        {
            return new(OperationState.Failed, null, null, [new(VendorErrors.CircuitOpen, context.Channel.Circuit.Explanation(context.Connector.Name))]);
        }
        catch (VendorTransportException e)
        {
            return await settler.SettleAsync(operation, context, response: null, e.Message, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return new(OperationState.Unknown, null, null, [new(VendorErrors.VendorNoAnswer, "The vendor did not respond in time. It may have performed the operation.")]);
        }
    }

    private static async Task<VendorAnswer> ExchangeAsync(OperationContext context, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await context.Channel.WriteAsync(context.Sent, cancellation);
            if (response.Status != 429 || attempt == Attempts || !(context.Channel.Pause(response) <= longestPause)) return response;
            await context.Channel.Budget.TakeAsync(cancellation);
        }
    }

    private async Task<WriteEnd> UnderstandAsync(
        VendorOperation operation, OperationContext context, VendorAnswer response, CancellationToken cancellation)
    {
        // A server error leaves open whether the vendor performed the write.
        if (response.Status >= 500) return await settler.SettleAsync(operation, context, response, Said(context, response), cancellation);
        if (!response.IsSuccess) return new(OperationState.Refused, response, null, Refusal(operation, context, response));
        try
        {
            var effect = await operation.ReadAnswerAsync(context, response, cancellation);
            return new(OperationState.Succeeded, response, effect, effect.Errors);
        }
        catch (VendorReadException e)
        {
            return await settler.SettleAsync(operation, context, response, e.Message, cancellation);
        }
    }

    private static string Said(OperationContext context, VendorAnswer response) => context.Connector.Refusal(response)[0].Message;

    private static IReadOnlyList<OperationError> Refusal(VendorOperation operation, OperationContext context, VendorAnswer response)
    {
        var errors = operation.Refusal(context, response);
        if (response.Status != 429 || context.Channel.Pause(response) is not { } pause) return errors;
        return [.. errors.Select(error => error with { Message = $"{error.Message} Try again in {Math.Ceiling(pause.TotalSeconds)} seconds." })];
    }
}

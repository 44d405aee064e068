using Polly.CircuitBreaker;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Sends a recorded write and finds out how it ended. Only a 429 is repeated: there the vendor certainly did nothing.</summary>
internal sealed class WriteSender(Settler settler, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>Longer than this, the caller is told to come back instead.</summary>
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(5);

    /// <summary>For the exchange and the look at the vendor after a lost answer, together.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    /// <summary>Never cancelled by the caller, and never throws for what a vendor does.</summary>
    public async Task<WriteEnd> SendAsync(VendorOperation operation, OperationContext context)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            var answer = await ExchangeAsync(context, timeout.Token);
            return await UnderstandAsync(operation, context, answer, timeout.Token);
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
            return await settler.SettleAsync(operation, context, answer: null, e.Message, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return new(OperationState.Unknown, null, null, [new(VendorErrors.VendorNoAnswer, "The vendor did not answer in time: it may have done it.")]);
        }
    }

    private static async Task<VendorAnswer> ExchangeAsync(OperationContext context, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await context.Channel.WriteAsync(context.Sent, cancellation);
            if (answer.Status != 429 || attempt == Attempts || !(context.Channel.Pause(answer) <= longestPause)) return answer;
            await context.Channel.Budget.TakeAsync(cancellation);
        }
    }

    private async Task<WriteEnd> UnderstandAsync(
        VendorOperation operation, OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        // A failure in the middle of the work may have done it or not.
        if (answer.Status >= 500) return await settler.SettleAsync(operation, context, answer, Said(context, answer), cancellation);
        if (!answer.IsSuccess) return new(OperationState.Refused, answer, null, Refusal(operation, context, answer));
        try
        {
            var effect = await operation.ReadAnswerAsync(context, answer, cancellation);
            return new(OperationState.Succeeded, answer, effect, effect.Errors);
        }
        catch (VendorReadException e)
        {
            return await settler.SettleAsync(operation, context, answer, e.Message, cancellation);
        }
    }

    private static string Said(OperationContext context, VendorAnswer answer) => context.Connector.Refusal(answer)[0].Message;

    private static IReadOnlyList<OperationError> Refusal(VendorOperation operation, OperationContext context, VendorAnswer answer)
    {
        var errors = operation.Refusal(context, answer);
        if (answer.Status != 429 || context.Channel.Pause(answer) is not { } pause) return errors;
        return [.. errors.Select(error => error with { Message = $"{error.Message} Try again in {Math.Ceiling(pause.TotalSeconds)} seconds." })];
    }
}

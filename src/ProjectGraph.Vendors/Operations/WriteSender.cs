using Polly.CircuitBreaker;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>
/// Sends a recorded write and determines its outcome. It retries only a 429, after which the vendor certainly did nothing.
/// </summary>
internal sealed class WriteSender(WriteReconciler settler, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>The longest pause before a retry. Beyond it, the call fails and the caller can retry later.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The timeout of the exchange, including the check at the vendor after a lost response.</summary>
    private static readonly TimeSpan ExchangeTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Sends the write. The caller can't cancel it, and no failure of the vendor throws.</summary>
    public async Task<WriteResult> SendAsync(VendorOperation operation, OperationContext context)
    {
        using var timeout = new CancellationTokenSource(ExchangeTimeout, time);
        try
        {
            var response = await ExchangeAsync(context, timeout.Token);
            return await ReadResultAsync(operation, context, response, timeout.Token);
        }
        catch (VendorTransportException e) when (e.NeverSent)
        {
            return new(OperationState.Failed, null, null, [new(e.Code, e.Message)]);
        }
        catch (BrokenCircuitException)
        {
            return new(
                OperationState.Failed,
                null,
                null,
                [new(VendorErrors.CircuitOpen, context.Channel.Circuit.DescribeOpenState(context.Connector.Name))]
            );
        }
        catch (VendorTransportException e)
        {
            return await settler.ReconcileAsync(operation, context, response: null, e.Message, timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return new(
                OperationState.Unknown,
                null,
                null,
                [new(VendorErrors.VendorNoAnswer, "The vendor did not respond in time. It may have performed the operation.")]
            );
        }
    }

    private static async Task<VendorResponse> ExchangeAsync(OperationContext context, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await context.Channel.WriteAsync(context.SentRequest, cancellationToken);
            if (response.Status != 429 || attempt == Attempts || !(context.Channel.GetRequestedPause(response) <= LongestPause))
                return response;
            await context.Channel.Budget.TakeAsync(cancellationToken);
        }
    }

    private async Task<WriteResult> ReadResultAsync(
        VendorOperation operation,
        OperationContext context,
        VendorResponse response,
        CancellationToken cancellationToken
    )
    {
        // A server error leaves open whether the vendor performed the write.
        if (response.Status >= 500)
            return await settler.ReconcileAsync(operation, context, response, GetRefusalMessage(context, response), cancellationToken);
        if (!response.IsSuccess)
            return new(OperationState.Refused, response, null, ReadRefusal(operation, context, response));
        try
        {
            var effect = await operation.ReadResponseAsync(context, response, cancellationToken);
            return new(OperationState.Succeeded, response, effect, effect.Errors);
        }
        catch (VendorReadException e)
        {
            return await settler.ReconcileAsync(operation, context, response, e.Message, cancellationToken);
        }
    }

    private static string GetRefusalMessage(OperationContext context, VendorResponse response) =>
        context.Connector.ReadRefusal(response)[0].Message;

    private static IReadOnlyList<OperationError> ReadRefusal(VendorOperation operation, OperationContext context, VendorResponse response)
    {
        var errors = operation.ReadRefusal(context, response);
        if (response.Status != 429 || context.Channel.GetRequestedPause(response) is not { } pause)
            return errors;
        return
        [
            .. errors.Select(error => error with { Message = $"{error.Message} Try again in {Math.Ceiling(pause.TotalSeconds)} seconds." }),
        ];
    }
}

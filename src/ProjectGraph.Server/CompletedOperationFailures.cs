using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server;

/// <summary>Reports failures that occur after an operation has run, so clients do not mistake them for failed operations.</summary>
internal static class CompletedOperationFailures
{
    /// <summary>Reads the data for the response to a write, such as the changed project. A failure names the operation.</summary>
    /// <exception cref="ApiException">The data could not be read.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, OperationResult result, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e)
            when (result.State is not (OperationState.Planned or OperationState.Refused) && !http.RequestAborted.IsCancellationRequested)
        {
            throw CreateError(e, http, result);
        }
    }

    /// <summary>Creates the error for a failure after an operation has run. Its status causes no client to repeat the request.</summary>
    public static ApiException CreateError(Exception failure, HttpContext http, OperationResult result)
    {
        var error = ApiErrors.From(failure, http);
        // The store's advice to retry does not apply, because the operation itself has not failed.
        return new(AddOperation(StoreFailures.GetReason(failure) is { } reason ? error with { Message = reason } : error, result), failure);
    }

    private static ApiError AddOperation(ApiError error, OperationResult result)
    {
        if (
            result.Errors is [var first, ..]
            && ErrorCodes.Find(first.Code) is { } code
            && result.State is OperationState.Sent or OperationState.Unknown
        )
            return new(code, first.Message);
        return error with
        {
            Message =
                $"{error.Message} Operation {result.OperationId} itself has ended as {EnumModel.Get(typeof(OperationState)).Find((long)result.State)!.Name}. Do not repeat it. Read its result later.",
            Status = error.Status == StatusCodes.Status503ServiceUnavailable ? StatusCodes.Status502BadGateway : error.Status,
            RetryAfter = null,
        };
    }
}

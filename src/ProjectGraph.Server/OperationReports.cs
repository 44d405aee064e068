using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server;

/// <summary>Failures to report an operation that has run: they must not read as if it had not.</summary>
internal static class OperationReports
{
    /// <summary>Runs what reads the response to a write, such as the changed project. A failure of it names the operation.</summary>
    /// <exception cref="ApiException">The response could not be read.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, OperationResult result, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (result.State is not (OperationState.Planned or OperationState.Refused) && !http.RequestAborted.IsCancellationRequested)
        {
            throw Explained(e, http, result);
        }
    }

    /// <summary>A failure that came after an operation of the request had run. Its status is one that no client repeats a request for.</summary>
    public static ApiException Explained(Exception failure, HttpContext http, OperationResult result)
    {
        var error = ApiErrors.From(failure, http);
        // What the store says of trying again is for what has failed, which the operation has not.
        return new(Explain(StoreFailures.GetReason(failure) is { } reason ? error with { Message = reason } : error, result), failure);
    }

    private static ApiError Explain(ApiError error, OperationResult result)
    {
        if (result.Errors is [var first, ..] && ErrorCodes.Find(first.Code) is { } code && result.State is OperationState.Sent or OperationState.Unknown)
            return new(code, first.Message);
        return error with
        {
            Message = $"{error.Message} Operation {result.OperationId} itself has ended as {EnumModel.Get(typeof(OperationState)).Find((long)result.State)!.Name}: do not repeat it, read its result later.",
            Status = error.Status == StatusCodes.Status503ServiceUnavailable ? StatusCodes.Status502BadGateway : error.Status,
            RetryAfter = null,
        };
    }
}

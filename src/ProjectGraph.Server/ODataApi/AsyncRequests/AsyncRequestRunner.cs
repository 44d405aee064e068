using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.AsyncRequests;

/// <summary>
/// Runs async requests and stores their results. Every instance can return a result until it is deleted or expires, also
/// after a restart.
/// </summary>
internal sealed class AsyncRequestRunner(AsyncResults results, Limits limits, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Starts an async request. Returns null if the limit of the caller or of all callers is reached.</summary>
    public async Task<AsyncRequest?> StartAsync(
        CallerAccess caller,
        Func<CancellationToken, Task<InnerResponse>> run,
        CancellationToken cancellationToken
    )
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return await results.BeginAsync(
            id,
            HashOwner(caller),
            limits.AsyncRequests,
            limits.AsyncRequestsPerCaller,
            limits.AsyncResultRetention,
            cancellationToken
        )
            ? new(id, Task.Run(() => RunAsync(id, run), CancellationToken.None))
            : null;
    }

    /// <summary>Finds an async result. Returns null if the caller has no such request.</summary>
    public Task<AsyncResult?> FindAsync(string id, CallerAccess caller, CancellationToken cancellationToken) =>
        results.FindAsync(id, HashOwner(caller), cancellationToken);

    /// <summary>Cancels the request if it is running, and deletes its result.</summary>
    public Task RemoveAsync(string id, CallerAccess caller, CancellationToken cancellationToken) =>
        results.RemoveAsync(id, HashOwner(caller), cancellationToken);

    /// <summary>Restores a response from its stored async result.</summary>
    public static InnerResponse Restore(ResponseMemory memory, int status, AsyncResult result) =>
        InnerResponse.Create(memory, status, JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(result.Headers)!, result.Body);

    /// <summary>A hash of the caller and its rights, without secrets. It stays the same when the caller's token is renewed.</summary>
    internal static string HashOwner(CallerAccess caller)
    {
        var accounts = caller.VendorAccounts is { } restricted ? string.Join(',', restricted.Order()) : "all";
        return Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Kind} {caller.Id ?? caller.Name} {caller.Role} {accounts}"))
        );
    }

    private async Task<InnerResponse> RunAsync(string id, Func<CancellationToken, Task<InnerResponse>> run)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        using var finished = new CancellationTokenSource();
        var watching = CancelOnRemovalAsync(id, cancelled, finished.Token);
        try
        {
            var response = await run(cancelled.Token);
            await StoreResultAsync(id, response);
            return response;
        }
        finally
        {
            await finished.CancelAsync();
            await watching;
        }
    }

    // The monitor reports the request as running until its result is stored, so storing is retried.
    private async Task StoreResultAsync(string id, InnerResponse response)
    {
        var headers = JsonSerializer.Serialize(response.Headers);
        while (true)
        {
            try
            {
                await results.EndAsync(
                    id,
                    response.Status,
                    headers,
                    response.Body.ToArray(),
                    limits.AsyncResultRetention,
                    CancellationToken.None
                );
                return;
            }
            catch (StoreException lost) when (lost.Code != StoreException.NotOpen)
            {
                await Task.Delay(RetryDelay, lifetime.ApplicationStopping);
            }
        }
    }

    private async Task CancelOnRemovalAsync(string id, CancellationTokenSource cancelled, CancellationToken finished)
    {
        try
        {
            await results.WaitForRemovalAsync(id, finished);
            await cancelled.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The request ended before it was removed.
        }
    }
}

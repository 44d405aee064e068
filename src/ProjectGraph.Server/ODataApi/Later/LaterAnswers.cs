using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.ODataApi.Answering;

namespace ProjectGraph.Server.ODataApi.Later;

/// <summary>
/// The requests that are under way without anybody waiting, and their answers until they are fetched or forgotten: at any
/// instance, and after a restart too.
/// </summary>
internal sealed class LaterAnswers(AsyncResults kept, Limits limits, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    /// <summary>Null where the caller, or all together, have as many as they may: then the answer has to be waited for.</summary>
    public async Task<LaterAnswer?> StartAsync(CallerAccess caller, Func<CancellationToken, Task<InnerAnswer>> run, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return await kept.BeginAsync(id, Owner(caller), limits.LaterAnswers, limits.LaterAnswersOfCaller, limits.LaterAnswerKept, cancellation)
            ? new(id, Task.Run(() => RunAsync(id, run), CancellationToken.None))
            : null;
    }

    /// <summary>Null where there is no such request of this caller.</summary>
    public Task<AsyncResult?> FindAsync(string id, CallerAccess caller, CancellationToken cancellation) => kept.FindAsync(id, Owner(caller), cancellation);

    /// <summary>Ends the request where it is still running, and forgets it.</summary>
    public Task RemoveAsync(string id, CallerAccess caller, CancellationToken cancellation) => kept.RemoveAsync(id, Owner(caller), cancellation);

    /// <summary>The kept answer as it was made.</summary>
    public static InnerAnswer Of(ResponseMemory memory, int status, AsyncResult answer) =>
        InnerAnswer.Of(memory, status, JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(answer.Headers)!, answer.Body);

    /// <summary>The caller and its rights as a text that tells two of them apart and holds no secret. A renewed token is the same caller.</summary>
    internal static string Owner(CallerAccess caller)
    {
        var accounts = caller.VendorAccounts is { } restricted ? string.Join(',', restricted.Order()) : "all";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Kind} {caller.Id ?? caller.Name} {caller.Role} {accounts}")));
    }

    private async Task<InnerAnswer> RunAsync(string id, Func<CancellationToken, Task<InnerAnswer>> run)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        using var over = new CancellationTokenSource();
        var watching = WatchAsync(id, ended, over.Token);
        try
        {
            var answer = await run(ended.Token);
            await KeepAsync(id, answer);
            return answer;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    // As long as it is not kept, its monitor says that it is being worked on.
    private async Task KeepAsync(string id, InnerAnswer answer)
    {
        var headers = JsonSerializer.Serialize(answer.Headers);
        while (true)
        {
            try
            {
                await kept.EndAsync(id, answer.Status, headers, answer.Body.ToArray(), limits.LaterAnswerKept, CancellationToken.None);
                return;
            }
            catch (StoreException lost) when (lost.Code != StoreException.NotOpen)
            {
                await Task.Delay(BetweenAttempts, lifetime.ApplicationStopping);
            }
        }
    }

    private async Task WatchAsync(string id, CancellationTokenSource ended, CancellationToken over)
    {
        try
        {
            await kept.WaitForRemovalAsync(id, over);
            await ended.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It was done before.
        }
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using ProjectGraph.Server.ODataApi.Answering;

namespace ProjectGraph.Server.ODataApi.Later;

/// <summary>A request whose answer is fetched later.</summary>
internal sealed record LaterAnswer(string Id, CallerAccess Caller, Task<InnerAnswer> Run, CancellationTokenSource Cancellation)
{
    /// <summary>When the answer is forgotten; set once it is there.</summary>
    public DateTimeOffset? Expires { get; set; }
}

/// <summary>The requests that are under way without anybody waiting, and their answers until they are fetched or forgotten.</summary>
internal sealed class LaterAnswers(Limits limits, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<string, LaterAnswer> all = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Null where the caller, or all together, have as many as they may: then the answer has to be waited for.</summary>
    public LaterAnswer? Start(CallerAccess caller, Func<CancellationToken, Task<InnerAnswer>> run)
    {
        lock (gate)
        {
            Forget();
            if (all.Count >= limits.LaterAnswers || all.Values.Count(each => each.Caller == caller) >= limits.LaterAnswersOfCaller) return null;
            var cancellation = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var answer = new LaterAnswer(id, caller, Task.Run(() => run(cancellation.Token), CancellationToken.None), cancellation);
            _ = answer.Run.ContinueWith(_ => Keep(answer), TaskScheduler.Default);
            return all[id] = answer;
        }
    }

    /// <summary>Null where there is no such request of this caller.</summary>
    public LaterAnswer? Find(string id, CallerAccess caller)
    {
        lock (gate) Forget();
        return all.TryGetValue(id, out var answer) && answer.Caller == caller ? answer : null;
    }

    /// <summary>Ends the request where it is still running, and forgets it.</summary>
    public void Remove(LaterAnswer answer)
    {
        if (all.TryRemove(answer.Id, out _)) answer.Cancellation.Cancel();
    }

    private void Keep(LaterAnswer answer)
    {
        lock (gate) answer.Expires = time.GetUtcNow() + limits.LaterAnswerKept;
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var answer in all.Values)
            if (answer.Expires < now) all.TryRemove(answer.Id, out _);
    }
}

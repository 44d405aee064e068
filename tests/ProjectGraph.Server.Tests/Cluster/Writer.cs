using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>
/// A client that creates one project after the other, each under an idempotency key, and asks again under the same key until it has
/// an answer. Between two it reads its own last write.
/// </summary>
internal sealed class Writer(ClusterHost host, int number)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<string> _created = [];
    private long _answered = Stopwatch.GetTimestamp();

    /// <summary>The external ids of what was created.</summary>
    public IReadOnlyList<string> Created => _created;

    /// <summary>Requests that were not answered, or with a failure of the service's.</summary>
    public int Failures { get; private set; }

    /// <summary>The longest time without a success, since it was last set to zero.</summary>
    public TimeSpan LongestWait { get; set; }

    /// <summary>What the last failure was.</summary>
    public string Trouble { get; private set; } = "none";

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var key = $"w{number}-{_created.Count}";
            var id = await CreateAsync(key);
            _created.Add(key);
            Succeeded();
            var read = await AskAsync("query($id: ID!) { projects(where: { id: { eq: $id } }) { nodes { externalId } } }", new { id });
            read.GetProperty("projects").GetProperty("nodes").Texts("externalId").ShouldBe([key], "a client reads its own write");
            Succeeded();
        }
    }

    private async Task<string> CreateAsync(string key)
    {
        while (true)
        {
            var payload = (
                await AskAsync(
                    "mutation($key: String!) { createPlanhatProject(input: { name: $key, companyId: \"61006bc89a3e0b702ed8ea49\", externalId: $key, idempotencyKey: $key }) { project { id } operation { state } errors { code message } } }",
                    new { key }
                )
            ).GetProperty("createPlanhatProject");
            if (payload.GetProperty("project") is { ValueKind: JsonValueKind.Object } project)
                return project.GetProperty("id").GetString()!;
            // Its twin is being worked on, or its answer was lost and is looked for.
            await FailedAsync(payload.ToString());
        }
    }

    private async Task<JsonElement> AskAsync(string query, object variables)
    {
        while (true)
        {
            string trouble;
            // A connection each: none that leads to an instance which is gone.
            using var http = host.Client();
            try
            {
                using var response = await http.PostAsJsonAsync("/graphql", new { query, variables });
                var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
                if (!answer.TryGetProperty("errors", out var errors))
                    return answer.GetProperty("data");
                IsOfTheService(errors).ShouldBeTrue(errors.ToString());
                trouble = errors.ToString();
            }
            catch (Exception lost) when (lost is HttpRequestException or JsonException or IOException)
            {
                // The instance went, or the proxy had none: asked again.
                trouble = lost.Message;
            }
            await FailedAsync(trouble);
        }
    }

    private void Succeeded()
    {
        var now = Stopwatch.GetTimestamp();
        var waited = Stopwatch.GetElapsedTime(_answered, now);
        if (waited > LongestWait)
            LongestWait = waited;
        _answered = now;
    }

    private Task FailedAsync(string trouble)
    {
        Failures++;
        Trouble = trouble;
        return Task.Delay(Pause);
    }

    // Of the band of the store, or that the time of the request was over: all else would be a fault that no retry excuses.
    private static bool IsOfTheService(JsonElement errors) =>
        errors
            .EnumerateArray()
            .All(error =>
                error.GetProperty("extensions").GetProperty("code").GetString()!
                    is "QUERY_TIMEOUT"
                        or ['S', 'T', 'O', 'R', 'E', '_', ..]
                        or "INTERNAL_SERVER_ERROR"
            );
}

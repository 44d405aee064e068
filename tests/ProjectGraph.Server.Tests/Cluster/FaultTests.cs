using System.Text.Json;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Server.Tests.GraphQLApi;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>
/// Clients that write and read while one part of the installation after the other dies. <c>make soak</c> goes on for ten minutes
/// (<c>SOAK_MINUTES</c>); else each fault comes once.
/// </summary>
[Trait("Store", "PostgreSql")]
public sealed class FaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 3;

    /// <summary>Seconds of errors, not minutes: it takes twelve on a quiet machine, as a dead instance is known as dead after ten.</summary>
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(60);
    private readonly ClusterHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [FactWith("nginx")]
    public async Task Nothing_is_lost_and_nothing_done_twice_whatever_dies()
    {
        using var stopping = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(number => new Writer(_host, number)).ToArray();
        var writing = writers.Select(writer => Task.Run(() => writer.RunAsync(stopping.Token))).ToArray();
        await ProgressAsync(writers, new("nothing yet", _ => Task.CompletedTask), writing);

        foreach (var fault in Faults.All.Concat(Soak.More([.. Faults.Long, .. Faults.All])))
        {
            await fault.DoAsync(_host);
            await ProgressAsync(writers, fault, writing);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(writing);
        await CheckAsync([.. writers.SelectMany(writer => writer.Created)]);
    }

    // Every client gets on: the fault cost seconds, not the service.
    private async Task ProgressAsync(Writer[] writers, Fault fault, Task[] writing)
    {
        var before = writers.Select(writer => writer.Created.Count).ToArray();
        try
        {
            await Polling.UntilAsync($"every client has written again after: {fault.Name}", TimeSpan.FromMinutes(2), async () =>
            {
                foreach (var ended in writing.Where(task => task.IsCompleted))
                    await ended;
                return writers.Zip(before).All(pair => pair.First.Created.Count >= pair.Second + 3);
            });
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(
                $"{exception.Message}; they saw: {string.Join(" | ", writers.Select(writer => writer.Trouble))}",
                exception
            );
        }
        output.WriteLine(
            $"{fault.Name}: nothing for {writers.Max(writer => writer.LongestWait).TotalSeconds:0.0} s, {writers.Sum(writer => writer.Failures)} failures so far"
        );
        foreach (var writer in writers)
        {
            writer.LongestWait.ShouldBeLessThan(fault.Away + LongestOutage, $"after: {fault.Name}; it saw: {writer.Trouble}");
            writer.LongestWait = TimeSpan.Zero;
        }
    }

    private async Task CheckAsync(string[] created)
    {
        using var vendor = _host.VendorClient();
        using var http = _host.Client();
        var there = await AtVendorAsync(vendor);
        there
            .Where(id => id.StartsWith('w'))
            .Order(StringComparer.Ordinal)
            .ShouldBe(created.Order(StringComparer.Ordinal), "the vendor did each once");

        var inGraph = new List<string>();
        for (string? after = null; ; )
        {
            var page = (
                await http.QueryAsync(
                    "query($after: String) { projects(where: { externalId: { startsWith: \"w\" } }, first: 200, after: $after) { nodes { externalId } pageInfo { hasNextPage endCursor } } }",
                    new { after }
                )
            ).GetProperty("projects");
            inGraph.AddRange(page.GetProperty("nodes").Texts("externalId"));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                break;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        inGraph.Order(StringComparer.Ordinal).ShouldBe(created.Order(StringComparer.Ordinal), "the graph has each once");

        (await _host.ScalarAsync("""SELECT count(*) FROM "Operations" WHERE "IdempotencyKey" LIKE 'w%' AND "State" <> 3""")).ShouldBe(
            0L,
            "every operation has succeeded"
        );
        (await _host.ScalarAsync("""SELECT max("Position") - count(*) FROM "Changes" """)).ShouldBe(0L, "the change log has no gap");
    }

    private static async Task<string[]> AtVendorAsync(HttpClient vendor)
    {
        var all = new List<string>();
        for (var offset = 0; ; offset += 100)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/sandbox/planhat/projects?limit=100&offset={offset}");
            request.Headers.Authorization = new("Bearer", "sandbox");
            using var response = await vendor.SendAsync(request);
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            all.AddRange(
                page.EnumerateArray().Select(project => project.TryGetProperty("externalId", out var id) ? id.GetString() ?? "" : "")
            );
            if (page.GetArrayLength() < 100)
                return [.. all];
        }
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>
/// Sends mutated requests and looks for what no request may cause: a failure of the service, a hang, a dead process.
/// <c>PROJECTGRAPH_FUZZ</c> gives the number of requests and <c>PROJECTGRAPH_FUZZ_SEED</c> the seed (<c>make fuzz</c>).
/// </summary>
internal static class FuzzRun
{
    private const int Few = 3_000;
    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(
        RunningServer server,
        ITestOutputHelper output,
        IReadOnlyList<FuzzRequest> corpus,
        IReadOnlyList<string> tokens
    )
    {
        var count = Setting("PROJECTGRAPH_FUZZ", Few);
        var seed = Setting("PROJECTGRAPH_FUZZ_SEED", 20261130);
        output.WriteLine($"{count} requests, seed {seed}");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(handler) { Timeout = Patience };
        foreach (var valid in corpus)
            await ShouldSurviveAsync(server, client, valid, "a request of the corpus");
        var statuses = new int[600];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
        {
            var request = new FuzzMutation(new((ulong)seed + ((ulong)index << 24)), corpus, tokens).Mutated();
            Interlocked.Increment(ref statuses[await ShouldSurviveAsync(server, client, request, $"seed {seed}, request {index}")]);
        });
        output.WriteLine(string.Join(", ", statuses.Index().Where(each => each.Item > 0).Select(each => $"{each.Index}: {each.Item}")));
        (await client.GetAsync(new Uri(server.Address, "/health/ready"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Log.Errors.ShouldBeEmpty();
    }

    private static async Task<int> ShouldSurviveAsync(RunningServer server, HttpClient client, FuzzRequest request, string which)
    {
        HttpRequestMessage message;
        try
        {
            message = request.ToMessage(server.Address);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // No client could send it.
            return 0;
        }
        using (message)
        {
            try
            {
                using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
                var status = (int)response.StatusCode;
                // A stream has no end of its own.
                var body =
                    response.Content.Headers.ContentType?.MediaType == "text/event-stream"
                        ? ""
                        : await response.Content.ReadAsStringAsync();
                var isFine = status < 500 || status is 501 or 503;
                (isFine && !body.Contains("\"INTERNAL_SERVER_ERROR\"", StringComparison.Ordinal)).ShouldBeTrue(
                    $"{status} for {which}:\n{request}\n\n{body}"
                );
                return status;
            }
            catch (HttpRequestException)
            {
                // The client or the host refuses what is not HTTP; a dead service would refuse the next ones too.
                return 0;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}

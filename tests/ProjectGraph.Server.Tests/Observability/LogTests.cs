namespace ProjectGraph.Server.Tests.Observability;

public sealed class LogTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData("Production", $"\"TraceId\":\"{Trace}\"")]
    [InlineData("Development", $"TraceId:{Trace}")]
    public async Task A_line_of_the_log_holds_the_trace_that_it_belongs_to(string environment, string expected)
    {
        using var folder = new TemporaryFolder();
        (
            await ServerProcess.RunAsync(
                folder.File("graph.db"),
                new Dictionary<string, string>(),
                "key",
                "create",
                "--name",
                "a",
                "--role",
                "reader"
            )
        ).ExitCode.ShouldBe(0);
        using var process = ListeningProcess.Start(
            folder.File("graph.db"),
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment, ["PORT"] = "0" }
        );
        try
        {
            using var client = new HttpClient
            {
                BaseAddress = new(
                    (await LineAsync(process.StandardOutput, "Now listening on: ")).Split("Now listening on: ")[1].Split('"')[0]
                ),
            };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/Projects");
            request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            request.Headers.Add("X-API-Key", "pjg_wrong");
            await client.SendAsync(request);
            (await LineAsync(process.StandardOutput, "was not authenticated")).ShouldContain(expected);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_sync_is_one_line_of_the_log()
    {
        await using var server = await RunningServer.StartAsync(("Logging:LogLevel:Default", "Information"));
        var lines = server.Log.Text.Split('\n');
        foreach (var vendor in new[] { "heatpunk", "planhat", "grow-crm", "core-data", "productive" })
            lines.Count(line => line.StartsWith($"{vendor}-sandbox synced: ", StringComparison.Ordinal)).ShouldBe(1, vendor);
        lines.ShouldAllBe(line => !line.Contains('%'));
    }

    private static async Task<string> LineAsync(StreamReader output, string part)
    {
        while (await output.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(10)) is { } line)
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        throw new EndOfStreamException($"The program ended before it wrote '{part}'.");
    }
}

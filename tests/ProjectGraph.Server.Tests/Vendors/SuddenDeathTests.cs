using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>A service that is killed in the middle of a sync.</summary>
public sealed class SuddenDeathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sync_that_a_kill_cut_off_is_gone_on_with_and_nothing_is_lost_or_doubled()
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}") };
        var (killed, gone, expected) = await DieAsync(http);

        using var process = await ServerProcess.StartAsync(Settings());
        try
        {
            var data = await http.QueryAsync(
                $$"""
                { projects(where: { vendor: { eq: PLANHAT } }, first: 1000) { totalCount nodes { vendorId } }
                  vendorAccounts(where: { vendor: { eq: PLANHAT } }) { nodes { status syncRuns(order: { databaseId: DESC }, first: 1) { nodes { databaseId state read deleted } } } }
                  operations(where: { name: { eq: "syncVendorAccount" } }) { nodes { state errors } } }
                """
            );
            var ids = data.GetProperty("projects").GetProperty("nodes").Texts("vendorId");
            ids.ShouldBeUnique();
            ids.Order().ShouldBe(expected.Except([gone]).Order());
            var connection = data.GetProperty("vendorAccounts").GetProperty("nodes")[0];
            connection.GetProperty("status").GetString().ShouldBe("OK");
            var run = connection.GetProperty("syncRuns").GetProperty("nodes")[0];
            run.GetProperty("databaseId").GetInt64().ShouldBe(killed);
            (run.GetProperty("state").GetString(), run.GetProperty("deleted").GetInt32()).ShouldBe(("SUCCEEDED", 1));
            var operation = data.GetProperty("operations").GetProperty("nodes")[0];
            operation.GetProperty("state").GetString().ShouldBe("FAILED");
            operation.GetProperty("errors").ToString().ShouldContain("INTERRUPTED");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task<(long Run, string Gone, string[] Known)> DieAsync(HttpClient http)
    {
        using var process = await ServerProcess.StartAsync(Settings());
        try
        {
            var known = (await http.QueryAsync("{ projects(where: { vendor: { eq: PLANHAT } }, first: 1000) { nodes { vendorId } } }"))
                .GetProperty("projects")
                .GetProperty("nodes")
                .Texts("vendorId");
            var gone = known.Max(StringComparer.Ordinal)!;
            using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/sandbox/planhat/projects/{gone}");
            delete.Headers.Authorization = new("Bearer", "sandbox");
            (await http.SendAsync(delete)).EnsureSuccessStatusCode();
            await http.FaultAsync(
                "planhat",
                new
                {
                    kind = "slow",
                    delayMs = 600_000,
                    path = "/projects",
                    after = 2,
                }
            );
            var vendorAccount = await http.VendorAccountAsync("planhat-sandbox");
            await http.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\", background: true }})");
            return (await HalfWayAsync(http), gone, known);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<long> HalfWayAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var runs = (
                await http.QueryAsync("{ syncRuns(where: { state: { eq: RUNNING }, read: { gte: 19 } }) { nodes { databaseId } } }")
            )
                .GetProperty("syncRuns")
                .GetProperty("nodes");
            if (runs.GetArrayLength() > 0)
                return runs[0].GetProperty("databaseId").GetInt64();
        }
    }

    private Dictionary<string, string> Settings() =>
        new()
        {
            ["PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["ConnectionStrings:ProjectGraph"] = $"Data Source={_folder.File("graph.db")}",
            ["Sandbox:File"] = _folder.File("sandbox.db"),
            ["Sandbox:ProjectsPerVendor"] = "40",
            ["Vendors:Accounts:0:Name"] = "planhat-sandbox",
            ["Vendors:Accounts:0:Vendor"] = "planhat",
            ["Vendors:Accounts:0:BaseUrl"] = $"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/sandbox/planhat/",
            ["Vendors:Accounts:0:Credentials:Token"] = "sandbox",
            ["Vendors:Accounts:0:Settings:PageSize"] = "10",
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

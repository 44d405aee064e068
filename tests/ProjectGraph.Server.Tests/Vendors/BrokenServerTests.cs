using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>Failures that need a server of their own: of this side, of the configuration, of two that share a store.</summary>
public sealed class BrokenServerTests : IDisposable
{
    private static readonly (string, string) Few = ("Sandbox:ProjectsPerVendor", "15");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fault_of_our_own_while_sending_leaves_the_outcome_unknown_and_shows_no_private_words()
    {
        await using var server = await RunningServer.StartAsync(Broken("vendors-write-any-network"), Few);
        var (id, _) = await server.Client.ProjectAsync("PLANHAT");
        var payload = await server.Client.MutateAsync($"updateProject(input: {{ projectId: \"{id}\", name: \"x\" }})");
        payload.Code().ShouldBe("OUTCOME_UNKNOWN");
        payload.ToString().ShouldNotContain("private words");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.SyncInterrupted))]
    public async Task A_sync_that_breaks_off_by_a_fault_of_our_own_fails_alone()
    {
        await using var server = await RunningServer.StartAsync(Broken("vendors-read-any-network"), Few);
        var vendorAccount = await server.Client.VendorAccountAsync("planhat-sandbox");
        var payload = await server.Client.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})");
        (payload.Code(), payload.State()).ShouldBe((ErrorCodes.SyncInterrupted.Id, "FAILED"));
        payload.ToString().ShouldNotContain("private words");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.AddressRefused))]
    public async Task A_host_inside_the_network_is_refused()
    {
        await using var server = await RunningServer.StartAsync(
            Few,
            ("Vendors:Accounts:0:Name", "inside"),
            ("Vendors:Accounts:0:Vendor", "planhat"),
            ("Vendors:Accounts:0:BaseUrl", "http://169.254.169.254/latest"),
            ("Vendors:Accounts:0:Credentials:Token", "t")
        );
        var vendorAccount = await server.Client.VendorAccountAsync("inside");
        (
            await server.Client.MutateAsync(
                $"createPlanhatProject(input: {{ vendorAccountId: \"{vendorAccount}\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" }})"
            )
        )
            .Code()
            .ShouldBe("ADDRESS_REFUSED");
        (await server.Client.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})"))
            .Code()
            .ShouldBe("ADDRESS_REFUSED");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.CircuitOpen))]
    public async Task A_vendor_that_keeps_failing_is_spared_and_that_is_shown()
    {
        await using var server = await RunningServer.StartAsync(
            Few,
            ("Vendors:Circuit:MinimumCalls", "2"),
            ("Vendors:Circuit:FailureRatio", "0.1"),
            ("Vendors:Circuit:BreakSeconds", "3600")
        );
        var http = server.Client;
        var (id, _) = await http.ProjectAsync("PLANHAT");
        await http.FaultAsync(
            "planhat",
            new
            {
                kind = "status",
                status = 503,
                method = "PUT",
            }
        );
        var update = $"updateProject(input: {{ projectId: \"{id}\", name: \"x\" }})";
        // The very first failure opens it, so that not even a look at the vendor can follow.
        (await http.MutateAsync(update)).Code().ShouldBe("VENDOR_NO_ANSWER");

        (await http.MutateAsync(update)).Code().ShouldBe("CIRCUIT_OPEN");

        const string Question =
            "{ vendorAccounts(where: { vendor: { eq: PLANHAT } }) { nodes { circuit { state retryAt } rateBudget { limit seconds remaining resetsAt } } } }";
        var shown = (await http.QueryAsync(Question)).GetProperty("vendorAccounts").GetProperty("nodes")[0];
        shown.GetProperty("circuit").GetProperty("state").GetString().ShouldBe("OPEN");
        shown.GetProperty("circuit").GetProperty("retryAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        shown.GetProperty("rateBudget").GetProperty("limit").GetInt32().ShouldBe(200);
        var odata = await http.GetStringAsync(
            "/odata/VendorAccounts?$filter=CircuitState eq 'OPEN'&$select=Name,CircuitState,RateLimit,RateRemaining"
        );
        odata.ShouldContain("planhat-sandbox");
        (await http.GetStringAsync("/health/ready?details")).ShouldContain("\"circuits\":{\"closed\":4,\"open\":1}");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.SyncRunningOnAnotherInstance))]
    public async Task Of_two_services_on_one_store_one_syncs_and_neither_takes_the_others_work_for_lost()
    {
        (string, string)[] shared =
        [
            Few,
            ("ConnectionStrings:ProjectGraph", $"Data Source={_folder.File("graph.db")}"),
            ("Sandbox:File", _folder.File("sandbox.db")),
        ];
        await using var first = await RunningServer.StartAsync(shared);
        await first.Client.FaultAsync("planhat", new { kind = "slow", delayMs = 60_000 });
        var vendorAccount = await first.Client.VendorAccountAsync("planhat-sandbox");
        (
            await first.Client.MutateAsync(
                $"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\", background: true, idempotencyKey: \"long\" }})"
            )
        )
            .State()
            .ShouldBe("SENT");
        await RunningAsync(first.Client);

        await using var second = await RunningServer.StartAsync(shared);

        (await second.Client.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})"))
            .Code()
            .ShouldBe(ErrorCodes.SyncRunningOnAnotherInstance.Id);
        var operation = await second.Client.OperationAsync("long", _ => true);
        operation.GetProperty("state").GetString().ShouldBe("SENT");
    }

    private static async Task RunningAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (
            (await http.QueryAsync("{ syncRuns(where: { state: { eq: RUNNING } }) { totalCount } }"))
                .GetProperty("syncRuns")
                .GetProperty("totalCount")
                .GetInt32() == 0
        )
            patience.Token.ThrowIfCancellationRequested();
    }

    private static Action<IServiceCollection> Broken(string client) =>
        services => services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new BrokenHandler());

    private sealed class BrokenHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("private words");
    }
}

using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>The responses to a caller when a vendor refuses, fails, loses an answer, or is late. Each test resets what it broke.</summary>
public sealed class VendorFaultTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const string Company = "61006bc89a3e0b702ed8ea49";
    private readonly HttpClient _http = server.Client;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var vendor in new[] { "planhat", "grow-crm", "heatpunk", "core-data", "productive" })
            await _http.FaultAsync(vendor);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.VendorForbidden))]
    public async Task A_right_that_the_account_lacks_is_told()
    {
        var (id, _) = await _http.ProjectAsync("PLANHAT");
        await _http.FaultAsync(
            "planhat",
            new
            {
                kind = "status",
                status = 403,
                method = "PUT",
            }
        );
        var payload = await _http.MutateAsync($"updateProject(input: {{ projectId: \"{id}\", name: \"x\" }})");
        (payload.Code(), payload.State()).ShouldBe(("VENDOR_FORBIDDEN", "REFUSED"));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.VendorNotFound))]
    public async Task A_project_that_is_gone_at_the_vendor_is_told_and_a_refresh_removes_it()
    {
        var (id, vendorId) = await _http.ProjectAsync("GROW_CRM", skip: 3);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/sandbox/grow-crm/api/projects/{vendorId}");
        request.Headers.Authorization = new("Bearer", "sandbox");
        (await _http.SendAsync(request)).EnsureSuccessStatusCode();

        (await _http.MutateAsync($"updateProject(input: {{ projectId: \"{id}\", name: \"x\" }})")).Code().ShouldBe("VENDOR_NOT_FOUND");

        (await _http.MutateAsync($"refreshProject(input: {{ projectId: \"{id}\" }})")).State().ShouldBe("SUCCEEDED");
        (await _http.QueryAsync("query($id: ID!) { project(id: $id) { id } }", new { id }))
            .GetProperty("project")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.VendorNoAnswer))]
    public async Task A_lost_answer_that_cannot_be_looked_after_stays_in_doubt()
    {
        await _http.FaultAsync(
            "planhat",
            new { kind = "lostAnswer", method = "POST" },
            new
            {
                kind = "status",
                status = 403,
                method = "GET",
            }
        );
        var payload = await _http.MutateAsync($"createPlanhatProject(input: {{ name: \"In doubt\", companyId: \"{Company}\" }})");
        (payload.Code(), payload.State()).ShouldBe(("VENDOR_NO_ANSWER", "UNKNOWN"));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.VendorPartial))]
    public async Task What_a_bulk_refuses_is_told_beside_what_it_did()
    {
        var payload = await _http.MutateAsync(
            $"bulkUpsertPlanhatProjects(input: {{ projects: [{{ externalId: \"part-1\", companyId: \"{Company}\", name: \"Good\" }}, {{ externalId: \"part-2\", companyId: \"extid-nobody\", name: \"Bad\" }}] }})"
        );
        (payload.Code(), payload.State()).ShouldBe(("VENDOR_PARTIAL", "SUCCEEDED"));
    }

    [Fact]
    [Produces(nameof(ErrorCodes.SyncTooManyDeleted))]
    public async Task A_vendor_that_suddenly_shows_nothing_is_not_believed()
    {
        var vendorAccount = await _http.VendorAccountAsync("productive-sandbox");
        var before = (await _http.QueryAsync("{ projects(where: { vendor: { eq: PRODUCTIVE } }) { totalCount } }")).ToString();
        await _http.FaultAsync("productive", new { kind = "emptyList" });

        (await _http.MutateAsync($"syncVendorAccount(input: {{ vendorAccountId: \"{vendorAccount}\" }})"))
            .Code()
            .ShouldBe(ErrorCodes.SyncTooManyDeleted.Id);

        (await _http.QueryAsync("{ projects(where: { vendor: { eq: PRODUCTIVE } }) { totalCount } }")).ToString().ShouldBe(before);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.IdempotencyInFlight))]
    public async Task A_key_that_is_used_twice_at_once_acts_once()
    {
        await _http.FaultAsync(
            "planhat",
            new
            {
                kind = "slow",
                delayMs = 1500,
                method = "POST",
            }
        );
        var create = $"createPlanhatProject(input: {{ name: \"Twin\", companyId: \"{Company}\", idempotencyKey: \"twin\" }})";
        var first = _http.MutateAsync(create);
        await _http.OperationAsync("twin", operation => operation.GetProperty("state").GetString() == "SENT");

        (await _http.MutateAsync(create)).Code().ShouldBe("IDEMPOTENCY_IN_FLIGHT");

        (await first).State().ShouldBe("SUCCEEDED");
        (await _http.QueryAsync("{ projects(where: { name: { eq: \"Twin\" } }) { totalCount } }"))
            .GetProperty("projects")
            .GetProperty("totalCount")
            .GetInt32()
            .ShouldBe(1);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.Cancelled))]
    public async Task A_caller_who_goes_while_another_writes_has_sent_nothing_and_what_was_sent_is_recorded()
    {
        var (id, _) = await _http.ProjectAsync("PLANHAT", skip: 1);
        await _http.FaultAsync(
            "planhat",
            new
            {
                kind = "slow",
                delayMs = 1500,
                method = "PUT",
            }
        );
        using var leaves = new CancellationTokenSource();
        var first = _http.MutateAsync(
            $"updateProject(input: {{ projectId: \"{id}\", name: \"First\", idempotencyKey: \"first\" }})",
            leaves.Token
        );
        await _http.OperationAsync("first", operation => operation.GetProperty("state").GetString() == "SENT");
        var second = _http.MutateAsync(
            $"updateProject(input: {{ projectId: \"{id}\", name: \"Second\", idempotencyKey: \"second\" }})",
            leaves.Token
        );
        await _http.OperationAsync("second", operation => operation.GetProperty("state").GetString() == "PLANNED");

        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second);
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        var cancelled = await _http.OperationAsync("second", operation => operation.GetProperty("state").GetString() == "FAILED");
        cancelled.GetProperty("errors").ToString().ShouldContain("CANCELLED");
        var recorded = await _http.OperationAsync("first", operation => operation.GetProperty("state").GetString() == "SUCCEEDED");
        recorded.GetProperty("project").GetProperty("name").GetString().ShouldBe("First");
    }

    [Fact]
    public async Task Two_who_write_one_project_at_once_write_one_after_the_other()
    {
        var (id, vendorId) = await _http.ProjectAsync("GROW_CRM", skip: 5);
        var writes = Enumerable
            .Range(0, 6)
            .Select(n =>
                _http.MutateAsync(
                    $"updateProject(input: {{ projectId: \"{id}\", {(n % 2 == 0 ? $"name: \"Name {n}\"" : $"description: \"Text {n}\"")} }})"
                )
            );
        foreach (var write in await Task.WhenAll(writes))
            write.State().ShouldBe("SUCCEEDED");

        var project = (
            await _http.QueryAsync(
                "query($id: ID!) { project(id: $id) { name description document } growCrmProject(id: \""
                    + vendorId
                    + "\") { name description } }",
                new { id }
            )
        );
        var (here, there) = (project.GetProperty("project"), project.GetProperty("growCrmProject"));
        here.GetProperty("name").GetString()!.ShouldStartWith("Name ");
        here.GetProperty("description").GetString()!.ShouldStartWith("Text ");
        there.GetProperty("name").GetString().ShouldBe(here.GetProperty("name").GetString());
        there.GetProperty("description").GetString().ShouldBe(here.GetProperty("description").GetString());
    }
}

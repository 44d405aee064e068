using System.Net.Http.Json;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Writes end to end: the mutation, the vendor's sandbox, the graph.</summary>
public sealed class MutationTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Payload =
        "project { id name vendorId dueDate mrr company { name } } operation { id state dryRun request { method url headers body } response { status } } errors { code message field vendorCode }";
    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task A_project_is_created_changed_and_deleted_at_the_vendor_and_in_the_graph()
    {
        var company = (
            await _http.QueryAsync(
                "{ companies(first: 1, where: { vendorAccount: { vendor: { eq: PLANHAT } } }) { nodes { id name vendorAccount { id } } } }"
            )
        )
            .GetProperty("companies")
            .GetProperty("nodes")[0];
        var created = (
            await MutateAsync(
                "createProject",
                "CreateProjectInput",
                new
                {
                    vendorAccountId = company.GetProperty("vendorAccount").GetProperty("id").GetString(),
                    name = "Round trip",
                    companyId = company.GetProperty("id").GetString(),
                    dueDate = "2027-03-01",
                    mrr = 12.3456m,
                }
            )
        ).GetProperty("project");
        var id = created.GetProperty("id").GetString();
        created.GetProperty("company").GetProperty("name").GetString().ShouldBe(company.GetProperty("name").GetString());
        (await AtVendorAsync(created)).GetProperty("mrr").GetDecimal().ShouldBe(12.3456m);

        var changed = (
            await MutateAsync("updateProject", "UpdateProjectInput", new { projectId = id, name = "Round trip, changed" })
        ).GetProperty("project");
        changed.GetProperty("name").GetString().ShouldBe("Round trip, changed");
        changed.GetProperty("mrr").GetDecimal().ShouldBe(12.3456m);
        (await AtVendorAsync(created)).GetProperty("name").GetString().ShouldBe("Round trip, changed");

        var deleted = await _http.QueryAsync(
            "mutation($input: DeleteProjectInput!) { deleteProject(input: $input) { project { id } deletedProjectId errors { code } } }",
            new { input = new { projectId = id } }
        );
        deleted.GetProperty("deleteProject").GetProperty("deletedProjectId").GetString().ShouldBe(id);
        (await _http.QueryAsync("query($id: ID!) { project(id: $id) { id } }", new { id }))
            .GetProperty("project")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_bulk_upsert_tells_what_the_vendor_counted()
    {
        var data = await _http.QueryAsync(
            """
            mutation { bulkUpsertPlanhatProjects(input: { projects: [
                { name: "Bulk one", companyId: "61006bc89a3e0b702ed8ea49", externalId: "bulk-1" },
                { name: "Bulk two", companyId: "61006bc89a3e0b702ed8ea49", externalId: "bulk-2" }] }) {
                projects { name externalId } report operation { state } errors { code } } }
            """
        );
        var payload = data.GetProperty("bulkUpsertPlanhatProjects");
        payload.GetProperty("operation").GetProperty("state").GetString().ShouldBe("SUCCEEDED");
        payload.GetProperty("projects").Texts("externalId").ShouldBe(["bulk-1", "bulk-2"], ignoreOrder: true);
        payload.GetProperty("report").GetProperty("created").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_shows_the_exact_request_and_sends_nothing()
    {
        var before = (await _http.QueryAsync("{ projects { totalCount } }")).ToString();
        var payload = await MutateAsync(
            "createPlanhatProject",
            "CreatePlanhatProjectInput",
            new
            {
                name = "Dry",
                companyId = "61006bc89a3e0b702ed8ea49",
                dryRun = true,
            }
        );
        payload.ShouldMatchSnapshot(varying: ["operation.id"]);
        (await _http.QueryAsync("{ projects { totalCount } }")).ToString().ShouldBe(before);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.IdempotencyConflict))]
    public async Task The_same_idempotency_key_replays_the_first_answer_and_another_input_is_an_error()
    {
        var input = new
        {
            name = "Once",
            companyId = "61006bc89a3e0b702ed8ea49",
            idempotencyKey = "once-1",
        };
        var first = await MutateAsync("createPlanhatProject", "CreatePlanhatProjectInput", input);
        var second = await MutateAsync("createPlanhatProject", "CreatePlanhatProjectInput", input);
        second.GetProperty("project").GetProperty("id").GetString().ShouldBe(first.GetProperty("project").GetProperty("id").GetString());
        second
            .GetProperty("operation")
            .GetProperty("id")
            .GetString()
            .ShouldBe(first.GetProperty("operation").GetProperty("id").GetString());
        var conflict = await MutateAsync("createPlanhatProject", "CreatePlanhatProjectInput", input with { name = "Twice" });
        conflict.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("IDEMPOTENCY_CONFLICT");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData(null)]
    public async Task A_key_that_names_nothing_or_is_too_long_is_refused_before_any_call(string? key)
    {
        var input = new
        {
            name = "Never",
            companyId = "61006bc89a3e0b702ed8ea49",
            idempotencyKey = key ?? new string('k', 181),
        };
        var payload = await MutateAsync("createPlanhatProject", "CreatePlanhatProjectInput", input);
        payload.GetProperty("operation").GetProperty("request").ValueKind.ShouldBe(JsonValueKind.Null);
        var error = payload.GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe("INVALID_INPUT");
        error.GetProperty("field").GetString().ShouldBe("idempotencyKey");
    }

    [Fact]
    public async Task A_key_may_be_as_long_as_it_says()
    {
        var input = new
        {
            name = "Long key",
            companyId = "61006bc89a3e0b702ed8ea49",
            idempotencyKey = new string('k', 180),
        };
        (await MutateAsync("createPlanhatProject", "CreatePlanhatProjectInput", input))
            .GetProperty("operation")
            .GetProperty("state")
            .GetString()
            .ShouldBe("SUCCEEDED");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.VendorValidation))]
    public async Task A_vendors_refusal_is_an_error_of_the_payload_with_the_vendors_own_words()
    {
        var payload = await MutateAsync(
            "createPlanhatProject",
            "CreatePlanhatProjectInput",
            new { name = "No company", companyId = "aaaaaaaaaaaaaaaaaaaaaaaa" }
        );
        payload.ShouldMatchSnapshot(varying: ["operation.id"]);
    }

    [Theory]
    [Produces(nameof(ErrorCodes.UnsupportedOperation))]
    [InlineData("archiveProject", "ArchiveProjectInput")]
    [InlineData("restoreProject", "RestoreProjectInput")]
    public async Task What_the_vendor_does_not_document_is_unsupported_and_sends_nothing(string operation, string input)
    {
        var id = (await _http.QueryAsync("{ projects(first: 1, where: { vendor: { eq: PLANHAT } }) { nodes { id } } }"))
            .GetProperty("projects")
            .GetProperty("nodes")[0]
            .GetProperty("id")
            .GetString();
        var payload = await MutateAsync(operation, input, new { projectId = id });
        payload.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("UNSUPPORTED_OPERATION");
        payload.GetProperty("operation").GetProperty("request").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_live_read_shows_the_vendor_as_it_is_now()
    {
        await ChangeAtVendorAsync(new { nrr = 77 });
        var data = await _http.QueryAsync(
            """
            { planhatProject(id: "609a88660b73992504816060") { id databaseId nrr vendorAccount { name } }
              planhatProjects(limit: 2, offset: 1, sort: "-name", select: "name,companyId") { name vendorId } }
            """
        );
        data.GetProperty("planhatProject").GetProperty("nrr").GetDecimal().ShouldBe(77);
        data.GetProperty("planhatProject").GetProperty("databaseId").GetInt64().ShouldBeGreaterThan(0);
        data.GetProperty("planhatProjects").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_refresh_brings_what_changed_at_the_vendor_into_the_graph()
    {
        var project = (await _http.QueryAsync("{ projects(where: { vendorId: { eq: \"609a88660b73992504816060\" } }) { nodes { id } } }"))
            .GetProperty("projects")
            .GetProperty("nodes")[0];
        await ChangeAtVendorAsync(new { name = "Renamed at the vendor" });
        var payload = await MutateAsync("refreshProject", "RefreshProjectInput", new { projectId = project.GetProperty("id").GetString() });
        payload.GetProperty("project").GetProperty("name").GetString().ShouldBe("Renamed at the vendor");
    }

    private async Task<JsonElement> MutateAsync(string mutation, string type, object input) =>
        (await _http.QueryAsync($"mutation($input: {type}!) {{ {mutation}(input: $input) {{ {Payload} }} }}", new { input })).GetProperty(
            mutation
        );

    private async Task<JsonElement> AtVendorAsync(JsonElement project) =>
        await VendorAsync(HttpMethod.Get, project.GetProperty("vendorId").GetString()!, null);

    private async Task ChangeAtVendorAsync(object change) =>
        (await VendorAsync(HttpMethod.Put, "609a88660b73992504816060", JsonContent.Create(change)))
            .TryGetProperty("_id", out _)
            .ShouldBeTrue();

    private async Task<JsonElement> VendorAsync(HttpMethod method, string id, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/planhat/projects/{id}") { Content = body };
        request.Headers.Authorization = new("Bearer", "sandbox");
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}

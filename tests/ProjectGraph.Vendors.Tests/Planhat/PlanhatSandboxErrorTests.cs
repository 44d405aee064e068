using System.Text;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatSandboxErrorTests : IAsyncLifetime
{
    private const string Project = "/projects/6101a50072c0e0884d5e8db1";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("planhat");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"companyId":"61006bc89a3e0b702ed8ea49"}""", "name is required")]
    [InlineData("""{"name":"  ","companyId":"61006bc89a3e0b702ed8ea49"}""", "name is required")]
    [InlineData("""{"name":"x"}""", "companyId is required")]
    [InlineData("""{"name":"x","companyId":"61006bc89a3e0b702ed8ea40"}""", "companyId does not name a company")]
    [InlineData("""{"name":"x","companyId":"extid-nobody"}""", "companyId does not name a company")]
    [InlineData("""{"name":"x","companyId":"srcid-nobody"}""", "companyId does not name a company")]
    [InlineData("""{"name":"x","companyId":"Tenet"}""", "'Tenet' is not an objectId")]
    [InlineData("""{"name":"x","companyId":12}""", "companyId does not name a company")]
    [InlineData("""{"name":7,"companyId":"extid-tenet"}""", "name must be a text")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","mrr":"1000"}""", "mrr must be a number")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","mrr":1e999}""", "mrr must be a number")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","startDate":"soon"}""", "startDate must be a date")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","endDate":5}""", "endDate must be a date")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","custom":[]}""", "custom must be an object")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","externalId":"url/123"}""", "externalId 'url/123' is a duplicate")]
    [InlineData("""{"name":"x","companyId":"extid-tenet","sourceId":"0064x00000Alvdalen2"}""", "is a duplicate")]
    [InlineData("""[{"name":"x","companyId":"extid-tenet"}]""", "must be a JSON object")]
    [InlineData("""{"name":"x","companyId":"extid-tenet" """, "not valid JSON")]
    [InlineData("", "must be a JSON object")]
    public async Task A_create_with_a_bad_payload_is_a_400_that_names_the_reason(string body, string reason)
    {
        var answer = await _server.Send("POST", "/projects", body);

        answer.Status.ShouldBe(400);
        answer.Object["message"]!.GetValue<string>().ShouldContain(reason);
        (await _server.Send("GET", "/projects")).Array.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"companyId":null}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"companyId":"extid-nobody"}""")]
    [InlineData("""{"externalId":"url/123"}""")]
    [InlineData("""{"name":"half done","mrr":"many"}""")]
    public async Task A_refused_update_changes_nothing(string body)
    {
        var before = (await _server.Send("GET", Project)).Text;

        (await _server.Send("PUT", Project, body)).Status.ShouldBe(400);

        (await _server.Send("GET", Project)).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("GET", "/projects/6101a50072c0e0884d5e8db9")]
    [InlineData("PUT", "/projects/6101a50072c0e0884d5e8db9")]
    [InlineData("GET", "/projects/extid-nobody")]
    [InlineData("PUT", "/projects/srcid-nobody")]
    public async Task An_unknown_id_is_a_400_and_with_the_variant_a_404(string method, string path)
    {
        var body = method == "PUT" ? """{"name":"x"}""" : null;
        (await _server.Send(method, path, body)).Status.ShouldBe(400);
        await _server.Faults("""{"variants":["unknown-is-404"]}""");

        var answer = await _server.Send(method, path, body);

        answer.Status.ShouldBe(404);
        answer.Object["message"]!.GetValue<string>().ShouldContain("not found");
    }

    [Theory]
    [InlineData("GET", "/projects/123")]
    [InlineData("GET", "/projects/6101a50072c0e0884d5e8dbz")]
    [InlineData("DELETE", "/projects/123")]
    [InlineData("DELETE", "/projects/extid-url%2F123")]
    [InlineData("DELETE", "/projects/srcid-0064x00000Alvdalen2")]
    [InlineData("GET", "/projects?limit=-1")]
    [InlineData("GET", "/projects?limit=ten")]
    [InlineData("GET", "/projects?offset=-1")]
    [InlineData("GET", "/projects?offset=1.5")]
    [InlineData("GET", "/projects?companyId=extid-tenet")]
    public async Task A_malformed_id_or_parameter_is_a_400(string method, string path)
    {
        (await _server.Send(method, path)).Status.ShouldBe(400);
        (await _server.Send("GET", "/projects")).Array.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("PATCH", "/projects/6101a50072c0e0884d5e8db1")]
    [InlineData("DELETE", "/projects")]
    [InlineData("GET", "/Projects")]
    [InlineData("GET", "/assets")]
    public async Task What_is_not_a_route_is_a_404(string method, string path) => (await _server.Send(method, path)).Status.ShouldBe(404);

    [Fact]
    public async Task A_body_nested_too_deep_is_a_400()
    {
        var deep = new string('[', 200_000) + new string(']', 200_000);

        var answer = await _server.Send("POST", "/projects", $$"""{"name":"x","companyId":"extid-tenet","custom":{"a":{{deep}} } }""");

        answer.Status.ShouldBe(400);
        answer.Text.ShouldContain("not valid JSON");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_a_413() =>
        (await _server.Send("POST", "/projects", new string(' ', 21 * 1024 * 1024))).Status.ShouldBe(413);

    [Fact]
    public async Task Half_a_surrogate_pair_is_a_400() =>
        (await _server.Send("POST", "/projects", """{"name":"\ud83d","companyId":"extid-tenet"}""")).Status.ShouldBe(400);

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic sandbox")]
    [InlineData("Basic c2FuZGJveA==")]
    [InlineData("Basic c2FuZGJveDpwYXNzd29yZA==")]
    [InlineData("apikey sandbox")]
    public async Task A_missing_or_bad_token_is_a_403(string? authorization)
    {
        await using var stranger = await SandboxServer.Start("planhat", authorization: authorization);

        var answer = await stranger.Send("GET", "/projects");

        answer.Status.ShouldBe(403);
        answer.Object["message"]!.GetValue<string>().ShouldStartWith("Forbidden");
    }

    [Theory]
    [InlineData("Bearer sandbox")]
    [InlineData("bearer sandbox")]
    [InlineData("Basic c2FuZGJveDo=")]
    public async Task The_token_may_be_a_bearer_or_the_user_name_of_basic(string authorization)
    {
        Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox:")).ShouldBe("c2FuZGJveDo=");
        await using var caller = await SandboxServer.Start("planhat", authorization: authorization);

        (await caller.Send("GET", "/projects")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_read_only_token_reads_and_does_not_write()
    {
        await using var reader = await SandboxServer.Start("planhat", authorization: "Bearer sandbox-read-only");

        (await reader.Send("GET", Project)).Status.ShouldBe(200);
        (await reader.Send("PUT", Project, """{"name":"x"}""")).Status.ShouldBe(403);
        (await reader.Send("DELETE", Project)).Status.ShouldBe(403);
        (await reader.Send("POST", "/projects", """{"name":"x","companyId":"extid-tenet"}""")).Status.ShouldBe(403);
        var bulk = await reader.Send("PUT", "/projects", """[{"_id":"6101a50072c0e0884d5e8db1","name":"x"}]""");
        bulk.Status.ShouldBe(403);
        bulk.Object["permissionErrors"]!.AsArray().Count.ShouldBe(1);
        (await reader.Send("GET", Project)).Object["name"]!.GetValue<string>().ShouldBe("New project");
    }
}

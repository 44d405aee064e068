using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests;

public sealed class SandboxHostTests : IDisposable
{
    private const string Project = "/projects/6101a50072c0e0884d5e8db1";

    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task State_survives_a_restart()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        string created,
            list;
        await using (var before = await SandboxServer.Start("planhat", projects: 30, file: file))
        {
            created = (await before.Send("POST", "/projects", """{"name":"Kept \uE000 🚀","companyId":"extid-tenet"}""")).Text;
            await before.Send("PUT", Project, """{"name":"Renamed","externalId":"e"}""");
            await before.Send("DELETE", "/projects/609a88660b73992504816060");
            list = (await before.Send("GET", "/projects")).Text;
        }

        await using var after = await SandboxServer.Start("planhat", projects: 30, file: file);

        (await after.Send("GET", "/projects")).Text.ShouldBe(list);
        (await after.Send("GET", $"/projects/{JsonNode.Parse(created)!["_id"]}")).Text.ShouldBe(created);
        (await after.Send("GET", "/projects/extid-e")).Object["name"]!.GetValue<string>().ShouldBe("Renamed");
        // The counter continues, so that no id is used twice.
        (await after.Send("POST", "/projects", """{"name":"Next","companyId":"extid-tenet"}""")).Status.ShouldBe(200);
        (await after.Send("GET", "/projects")).Array.Count.ShouldBe(35);
    }

    [Fact]
    public async Task A_started_sandbox_that_was_emptied_is_not_filled_again()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        await using (var before = await SandboxServer.Start("planhat", file: file))
        {
            foreach (var row in (await before.Send("GET", "/projects")).Array)
                await before.Send("DELETE", $"/projects/{row!["_id"]}");
        }

        await using var after = await SandboxServer.Start("planhat", file: file);

        (await after.Send("GET", "/projects")).Text.ShouldBe("[]");
    }

    [Fact]
    public async Task Reset_restores_the_seed_with_its_counters_and_removes_the_faults()
    {
        await using var server = await SandboxServer.Start("planhat", projects: 30, file: Path.Combine(_folder, "sandbox.db"));
        var seed = (await server.Send("GET", "/projects")).Text;
        var first = (await server.Send("POST", "/projects", """{"name":"x","companyId":"extid-tenet"}""")).Text;
        await server.Send("DELETE", Project);
        await server.Faults("""{"faults":[{"kind":"status"}],"variants":["unknown-is-404"]}""");

        (await server.Send("POST", "_reset")).Status.ShouldBe(204);

        (await server.Send("GET", "/projects")).Text.ShouldBe(seed);
        (await server.Send("POST", "/projects", """{"name":"x","companyId":"extid-tenet"}""")).Text.ShouldBe(first);
        server.Running.Log.Recent().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Requests_are_logged_as_they_arrived_with_their_credentials_masked()
    {
        await using var server = await SandboxServer.Start("planhat");
        server.Http.DefaultRequestHeaders.Add("X-API-KEY", "secret-key");
        await server.Send("PUT", "/projects/extid-url%2F123?a=%C3%A9&b", """{"name":"Ä"}""");

        var text = (await server.Send("GET", "_requests")).Text;
        var logged = JsonNode.Parse(text)!.AsArray().Single()!;

        logged["method"]!.GetValue<string>().ShouldBe("PUT");
        logged["url"]!.GetValue<string>().ShouldBe("/projects/extid-url%2F123?a=%C3%A9&b");
        logged["body"]!.GetValue<string>().ShouldBe("""{"name":"Ä"}""");
        logged["status"]!.GetValue<int>().ShouldBe(200);
        logged["headers"]!["Content-Type"]!.GetValue<string>().ShouldBe("application/json; charset=utf-8");
        logged["headers"]!["Authorization"]!.GetValue<string>().ShouldBe("Bearer ***");
        text.ShouldNotContain("secret-key");
        text.ShouldNotContain("Bearer sandbox");
    }

    [Fact]
    public async Task The_log_keeps_the_last_200_requests()
    {
        var time = new ManualTime();
        await using var server = await SandboxServer.Start("planhat", time: time);
        for (var i = 0; i < 205; i++)
        {
            if (i == 100)
                time.Advance(TimeSpan.FromSeconds(1));
            await server.Send("GET", $"/projects?offset={i}");
        }

        var logged = server.Running.Log.Recent();

        logged.Count.ShouldBe(200);
        logged[0].Url.ShouldBe("/projects?offset=5");
        logged[^1].Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_enforced_limit_returns_429_with_RetryAfter_until_its_second_is_over()
    {
        var time = new ManualTime();
        await using var server = await SandboxServer.Start("planhat", time: time);
        for (var i = 0; i < 150; i++)
            (await server.Send("GET", Project)).Status.ShouldBe(200);
        time.Advance(TimeSpan.FromMilliseconds(900));

        var refused = await server.Send("PUT", Project, """{"name":"too soon"}""");

        refused.Status.ShouldBe(429);
        refused.Message.Headers.RetryAfter!.ToString().ShouldBe("1");
        refused.Object["message"]!.GetValue<string>().ShouldBe("Too many requests.");
        time.Advance(TimeSpan.FromMilliseconds(100));
        (await server.Send("GET", Project)).Object["name"]!.GetValue<string>().ShouldBe("New project");
    }

    [Fact]
    public async Task Limits_variants_and_operations_are_listed()
    {
        await using var server = await SandboxServer.Start("planhat");

        var about = (await server.Send("GET", "_about")).Object;

        about["limits"].ShouldBeJson("""[{"requests":200,"seconds":60,"enforced":false},{"requests":150,"seconds":1,"enforced":true}]""");
        about["variants"].ShouldBeJson("""["unknown-is-404"]""");
        about["operations"]!.AsArray().Select(operation => operation!.GetValue<string>()).ShouldContain("PUT /projects/{id}");
    }
}

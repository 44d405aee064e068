using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkSandboxBehaviourTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await HeatpunkServer.Start(time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("2025-09-01", "2025-09-01", 1)]
    [InlineData("2025-08-31", "2025-08-31", 0)]
    [InlineData("2025-09-02", "2025-12-31", 0)]
    [InlineData("2025-12-04", "2025-12-04", 0)]
    [InlineData("2024-10-14", "2025-09-01", 2)]
    [InlineData("0001-01-01", "9999-12-31", 2)]
    public async Task The_window_is_of_the_creation_day_with_both_ends(string start, string end, int count) =>
        (await _server.List(HeatpunkServer.Everybody, start, end)).Count.ShouldBe(count);

    [Fact]
    public async Task The_first_and_the_last_second_of_a_day_belong_to_it_in_utc()
    {
        _time.Advance(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) - _time.GetUtcNow());
        var first = await _server.Create("{}");
        _time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        var last = await _server.Create("{}");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _server.Create("{}");

        Ids(await _server.List(HeatpunkServer.Sales, "2026-04-01", "2026-04-01")).ShouldBe([first, last]);
    }

    [Fact]
    public async Task A_list_is_ordered_by_creation_and_then_by_id()
    {
        var first = await _server.Create("{}");
        var second = await _server.Create("{}");

        Ids(await _server.List()).ShouldBe([986206, 1353680, first, second]);
        second.ShouldBe(first + 1);
    }

    [Fact]
    public async Task A_member_sees_own_projects_an_admin_everybodys_and_a_newcomer_none()
    {
        var created = await _server.Create("{}");

        Ids(await _server.List(HeatpunkServer.Owner)).ShouldBe([986206, 1353680]);
        Ids(await _server.List(HeatpunkServer.Sales)).ShouldBe([986206, 1353680, created]);
        (await _server.List(HeatpunkServer.WithoutProjects)).ShouldBeEmpty();
        (await _server.Update(created, """{"status":"Sale"}""", HeatpunkServer.Owner)).Status.ShouldBe(403);
        (await _server.Update(created, """{"status":"Sale"}""", HeatpunkServer.Sales)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_shared_project_is_listed_for_and_updated_by_whom_it_is_shared_with()
    {
        _server.Running.Run(() =>
        {
            var project = _server.Running.Store["projects"].Get("986206")!;
            project["sharedWith"] = new JsonArray(27500L);
            _server.Running.Store["projects"].Put("986206", project);
            return true;
        });

        Ids(await _server.List(HeatpunkServer.WithoutProjects)).ShouldBe([986206]);
        (await _server.Update(986206, """{"status":"Sale"}""", HeatpunkServer.WithoutProjects)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task An_email_is_echoed_as_asked_and_found_whatever_its_case_and_userEmail_wins_over_its_alias()
    {
        const string both =
            """{"ownerEmail":"nobody@example.com","userEmail":"SALES@example.com","start":"2025-01-01","end":"2025-12-31"}""";

        var answer = await _server.Send("POST", "/api/v1/projects/list", both);

        answer.Status.ShouldBe(200);
        answer.Object["ownerEmail"]!.GetValue<string>().ShouldBe("SALES@example.com");
        answer.Object["ownerID"]!.GetValue<int>().ShouldBe(20418);
        answer.Object.Select(member => member.Key).ShouldBe(["status", "projects", "ownerEmail", "ownerID"]);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("userEmail")]
    [InlineData("ownerEmail")]
    public async Task A_create_takes_each_name_of_the_email_and_needs_no_meta(string name)
    {
        var answer = await _server.Send("POST", "/api/v1/projects/create", $$"""{"{{name}}":"{{HeatpunkServer.Owner}}"}""");

        answer.Status.ShouldBe(200);
        (await _server.Row(answer.Object["projectId"]!.GetValue<long>()))["owner"]!.GetValue<long>().ShouldBe(27091);
    }

    [Fact]
    public async Task An_update_takes_the_alias_too()
    {
        const string body = """{"projectId":986206,"ownerEmail":"sales@example.com","data":{"meta":{"customerName":"By alias"}}}""";

        (await _server.Send("PATCH", "/api/v1/projects/update", body)).Status.ShouldBe(204);

        (await _server.Row(986206))["customerName"]!.GetValue<string>().ShouldBe("By alias");
    }

    [Fact]
    public async Task Coordinates_come_back_as_the_nearest_32_bit_numbers()
    {
        var id = await _server.Create("""{"lat":52.2053,"lng":-0.1218}""");

        var row = await _server.Row(id);

        row["lat"]!.GetValue<double>().ShouldBe(52.205299377441406);
        row["lng"]!.GetValue<double>().ShouldBe(-0.12179999798536301);
    }

    [Fact]
    public async Task An_update_merges_key_by_key_and_moves_only_dateModified()
    {
        var id = await _server.Create(
            """{"projectName":"Loft","customerName":"Ann","lat":1,"lng":2,"address":"A","customerEmail":"a@example.com"}"""
        );
        var before = await _server.Row(id);
        _time.Advance(TimeSpan.FromHours(30));

        (
            await _server.Update(id, """{"customerName":"","lat":null,"address":null,"unknown":{"a":1},"owner":123,"ID":5}""")
        ).Status.ShouldBe(204);

        before["customerName"] = "";
        before["lat"] = null;
        before["address"] = "";
        before["dateModified"] = "2026-03-03T15:00:00.000Z";
        (await _server.Row(id)).ShouldBeJson(before.ToJsonString());
        (await _server.Data(id)).Object["projectData"]!["customerEmail"]!.GetValue<string>().ShouldBe("a@example.com");
    }

    [Fact]
    public async Task Every_status_may_follow_every_other()
    {
        foreach (var status in new[] { "Rejected", "Lead", "Completed", "Quote", "Sale", "Install" })
        {
            (await _server.Update(986206, $$"""{"status":"{{status}}"}""")).Status.ShouldBe(204);
            (await _server.Row(986206))["status"]!.GetValue<string>().ShouldBe(status);
        }
    }

    [Fact]
    public async Task What_is_write_only_in_a_list_is_read_from_project_data()
    {
        var id = await _server.Create(
            """{"buildDate":"post2006","customerEmail":"x@example.com","customerPhone":"01","crmReference":"R-1","projectName":"Käfer 🚀"}"""
        );

        (await _server.Row(id))
            .Select(member => member.Key)
            .ShouldBe([
                "ID",
                "owner",
                "dateCreated",
                "dateModified",
                "projectName",
                "customerName",
                "address",
                "postcode",
                "lat",
                "lng",
                "status",
            ]);
        var answer = await _server.Data(id);

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(
            $$"""
            {"projectData":{"lat":null,"lng":null,"address":"","postcode":"","dateCreated":"2026-03-02T09:00:00.000Z",
              "dateModified":"2026-03-02T09:00:00.000Z","customerName":"","customerPhone":"01","customerEmail":"x@example.com",
              "projectName":"Käfer 🚀","ID":{{id}},"owner":20418,"status":"Lead","buildDate":"post2006","crmReference":"R-1",
              "projectType":null,"cart":[],"midsummerOrderLink":[]},"projectComponents":{} }
            """
        );
    }

    [Fact]
    public async Task The_empty_list_fault_keeps_the_envelope()
    {
        await _server.Faults("""{"faults":[{"kind":"emptyList","times":1}]}""");

        (await _server.List()).ShouldBeEmpty();
        (await _server.List()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_429_fault_carries_retry_after_and_the_vendors_error_shape()
    {
        await _server.Faults("""{"faults":[{"kind":"status","status":429,"retryAfter":"3","times":1}]}""");

        var answer = await _server.Send("POST", "/api/v1/projects/list", "{}");

        answer.Status.ShouldBe(429);
        answer.Message.Headers.RetryAfter!.ToString().ShouldBe("3");
        answer.Object["status"]!.GetValue<string>().ShouldBe("error");
    }

    [Fact]
    public async Task A_reset_brings_back_the_examples_and_the_ids()
    {
        var created = await _server.Create("{}");
        await _server.Update(986206, """{"status":"Rejected"}""");

        (await _server.Send("POST", "_reset")).Status.ShouldBe(204);

        Ids(await _server.List()).ShouldBe([986206, 1353680]);
        (await _server.Row(986206))["status"]!.GetValue<string>().ShouldBe("Install");
        (await _server.Create("{}")).ShouldBe(created);
    }

    [Fact]
    public async Task State_and_ids_survive_a_restart()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        long created;
        string list;
        await using (var before = await HeatpunkServer.Start(20, file: file))
        {
            created = await before.Create("""{"lat":52.2053}""");
            await before.Update(986206, """{"status":"Rejected"}""");
            list = Text(await before.List());
        }

        await using var after = await HeatpunkServer.Start(20, file: file);

        Text(await after.List()).ShouldBe(list);
        (await after.Create("{}")).ShouldBe(created + 1);
    }

    private static List<long> Ids(List<JsonObject> rows) => [.. rows.Select(row => row["ID"]!.GetValue<long>())];

    private static string Text(List<JsonObject> rows) => string.Join('\n', rows.Select(row => row.ToJsonString()));
}

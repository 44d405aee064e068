using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmSandboxWriteTests : IAsyncLifetime
{
    private const string Required = """
        "project_title":"x","project_date_start":"2026-06-01","project_categoryid":3
        """;

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.Start("grow-crm");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_flag_that_is_not_sent_is_off_and_other_absent_fields_stay()
    {
        var project = await Update("\"clientperm_expenses_view\":\"on\"");

        project["permissions"]!
            .AsObject()
            .Where(flag => flag.Value!.GetValue<string>() == "yes")
            .Select(flag => flag.Key)
            .ShouldBe(["clientperm_expenses_view"]);
        project["description"]!.GetValue<string>().ShouldBe("Full redesign of the marketing website.");
        project["dates"]!["due"]!.GetValue<string>().ShouldBe("2026-08-30");
        project["billing"].ShouldBeJson("""{"type":"hourly","rate":"120.00","estimated_hours":80,"costs_estimate":"0.00"}""");
        project["status"]!.GetValue<string>().ShouldBe("in_progress");
        (await Update("\"project_progress_manually\":\"on\""))["progress_manually"]!.GetValue<string>().ShouldBe("yes");
        (await Update("\"project_progress_manually\":null"))["progress_manually"]!.GetValue<string>().ShouldBe("no");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Null_and_empty_clear(string nothing)
    {
        var project = await Update(
            $"\"project_description\":{nothing},\"project_date_due\":{nothing},\"project_billing_rate\":{nothing},\"project_billing_estimated_hours\":{nothing}"
        );

        project["description"].ShouldBeNull();
        project["dates"]!["due"].ShouldBeNull();
        project["dates"]!.AsObject().ContainsKey("due").ShouldBeTrue();
        project["billing"].ShouldBeJson("""{"type":"hourly","rate":"0.00","estimated_hours":0,"costs_estimate":"0.00"}""");
    }

    [Theory]
    [InlineData("120", "120.00", "120")]
    [InlineData("\"99.5\"", "99.50", "99.5")]
    [InlineData("0.125", "0.13", "0.125")]
    [InlineData("7.50", "7.50", "7.5")]
    [InlineData("-3", "-3.00", "-3")]
    [InlineData("1e2", "100.00", "100")]
    public async Task Money_is_answered_as_text_with_two_decimals_and_hours_as_a_number(string given, string money, string hours)
    {
        var answer = await _server.Send(
            "PUT",
            "/api/projects/42",
            $$"""{{{Required}},"project_billing_type":"fixed","project_billing_rate":{{given}},"project_billing_costs_estimate":{{given}},"project_billing_estimated_hours":{{given}} }"""
        );

        answer.Text.ShouldContain($$"""{"type":"fixed","rate":"{{money}}","estimated_hours":{{hours}},"costs_estimate":"{{money}}"}""");
    }

    [Fact]
    public async Task What_has_an_action_or_no_field_is_ignored()
    {
        var project = await Update(
            """
            "assigned":[8],"manager":8,"managers":[8],"tags":["x"],"status":"completed","project_status":"completed","progress":1,"reference":"r","id":7,"active_state":"archived"
            """
        );

        project["id"]!.GetValue<int>().ShouldBe(42);
        project["reference"].ShouldBeNull();
        project["status"]!.GetValue<string>().ShouldBe("in_progress");
        project["progress"]!.GetValue<int>().ShouldBe(40);
        project["active_state"]!.GetValue<string>().ShouldBe("active");
        project["assigned"]!.AsArray().Single()!["id"]!.GetValue<int>().ShouldBe(5);
        project["managers"]!.AsArray().Single()!["id"]!.GetValue<int>().ShouldBe(2);
        project["tags"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_creator_is_accepted_but_never_returned()
    {
        var answer = await _server.Send("POST", "/api/projects", "{" + Required + ",\"project_clientid\":\"12\",\"project_creatorid\":8}");

        answer.Status.ShouldBe(201);
        answer.Text.ShouldNotContain("creator");
    }

    [Fact]
    public async Task Ids_are_not_given_twice()
    {
        const string body = "{" + Required + ",\"project_clientid\":12}";
        await _server.Send("POST", "/api/projects", body);
        await _server.Send("DELETE", "/api/projects/1001");

        (await _server.Send("POST", "/api/projects", body)).Object["data"]!["id"]!.GetValue<int>().ShouldBe(1002);
    }

    [Fact]
    public async Task A_clone_without_flags_has_nothing_but_its_own_milestone()
    {
        await Clone("");

        foreach (var kind in new[] { "tasks", "files", "invoices", "estimates", "timers" })
            (await Of(kind)).ShouldBeEmpty();
        (await Of("milestones")).Single()["title"]!.GetValue<string>().ShouldBe("Uncategorised");
        (await _server.Send("GET", "/api/projects/1001")).Object["data"]!["assigned"].ShouldBeJson("[]");
    }

    [Fact]
    public async Task The_parts_of_tasks_are_not_copied_without_the_tasks()
    {
        await Clone(",\"copy_tasks_files\":\"on\",\"copy_tasks_checklist\":\"on\"");

        (await Of("tasks")).ShouldBeEmpty();
        (await Of("files")).ShouldBeEmpty();
        (await _server.Send("GET", "/api/checklists")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Every_flag_copies_its_kind_and_leaves_the_source()
    {
        await Clone(
            ",\"copy_milestones\":\"on\",\"copy_tasks\":\"on\",\"copy_tasks_files\":\"on\",\"copy_tasks_checklist\":\"on\",\"copy_invoices\":\"on\",\"copy_estimates\":\"on\",\"copy_files\":\"on\""
        );

        (await Of("milestones")).Select(milestone => milestone["title"]!.GetValue<string>()).ShouldBe(["Uncategorised", "Design"]);
        var tasks = await Of("tasks");
        tasks.Select(task => task["milestone"]!["name"]!.GetValue<string>()).ShouldBe(["Uncategorised", "Design"]);
        tasks.ShouldAllBe(task => task["time_logged"]!.GetValue<int>() == 0);
        tasks.ShouldAllBe(task => task["project"]!["title"]!.GetValue<string>() == "Copy");
        (await Of("files")).Select(file => file["name"]!.GetValue<string>()).Order().ShouldBe(["brief.pdf", "homepage.png"]);
        (await Of("invoices")).Single()["status"]!.GetValue<string>().ShouldBe("draft");
        (await Of("estimates")).Count.ShouldBe(1);
        (await Of("timers")).ShouldBeEmpty();
        var checklist = (await _server.Send("GET", $"/api/checklists?resource_id={tasks[0]["id"]}")).Object["data"]!.AsArray().Single()!;
        checklist["status"]!.GetValue<string>().ShouldBe("pending");
        (await _server.Send("GET", "/api/tasks?project_id=42")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_clone_takes_the_values_that_it_is_given()
    {
        await using var many = await SandboxServer.Start("grow-crm", projects: 1);

        var answer = await many.Send(
            "POST",
            "/api/projects/42/clone",
            """{"project_title":"Copy","project_clientid":1001,"project_categoryid":1,"project_date_start":"2027-01-01","project_date_due":"2027-02-01","copy_tasks":"on"}"""
        );

        answer.Object["data"]!["client"]!["id"]!.GetValue<int>().ShouldBe(1001);
        answer.Object["data"]!["category"].ShouldBeJson("""{"id":1,"name":"Default"}""");
        answer.Object["data"]!["dates"]!["due"]!.GetValue<string>().ShouldBe("2027-02-01");
        var id = answer.Object["data"]!["id"];
        (await many.Send("GET", $"/api/tasks?project_id={id}")).Object["data"]![0]!["client"]!["id"]!.GetValue<int>().ShouldBe(1001);
    }

    [Fact]
    public async Task Deleting_a_project_deletes_its_records()
    {
        await _server.Send("DELETE", "/api/projects/42");

        foreach (var kind in new[] { "milestones", "tasks", "checklists", "files", "invoices", "estimates", "timers" })
            (await _server.Send("GET", $"/api/{kind}")).Object["meta"]!["total"]!.GetValue<int>().ShouldBe(0, kind);
    }

    [Fact]
    public async Task Related_records_reflect_changes_of_projects()
    {
        async Task<int> Count() => (await _server.Send("GET", "/api/categories/3")).Object["data"]!["count"]!.GetValue<int>();
        (await Count()).ShouldBe(1);
        await _server.Send("POST", "/api/projects", "{" + Required + ",\"project_clientid\":12}");
        (await Count()).ShouldBe(2);

        await Update("\"project_description\":\"renamed too\"");

        (await _server.Send("GET", "/api/tasks/120")).Object["data"]!["project"].ShouldBeJson("""{"id":42,"title":"x"}""");
    }

    private async Task<JsonNode> Update(string fields)
    {
        var answer = await _server.Send("PUT", "/api/projects/42", "{" + Required + "," + fields + "}");
        answer.Status.ShouldBe(200);
        return answer.Object["data"]!;
    }

    private async Task Clone(string flags) =>
        (await _server.Send("POST", "/api/projects/42/clone", "{\"project_title\":\"Copy\"" + flags + "}")).Status.ShouldBe(201);

    private async Task<List<JsonNode>> Of(string kind) =>
        [.. (await _server.Send("GET", $"/api/{kind}?project_id=1001&order=asc")).Object["data"]!.AsArray().Select(row => row!)];
}

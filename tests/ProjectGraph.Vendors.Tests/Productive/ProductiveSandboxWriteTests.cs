using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveSandboxWriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_create_by_attributes_alone_is_a_client_project_of_the_workflows_organization()
    {
        await using var server = await ProductiveCaller.Start(3, time: _time);

        var answer = await Create(server);

        answer.Status.ShouldBe(201);
        answer.Object["data"]!["id"]!.GetValue<string>().ShouldBe("1004");
        answer.Attribute("number").GetValue<string>().ShouldBe("4");
        answer.Attribute("project_type_id").GetValue<int>().ShouldBe(2);
        answer.Attribute("created_at").GetValue<string>().ShouldBe("2026-03-02T10:00:00.000+01:00");
        answer.Object["data"]!["relationships"]!["organization"]!["data"]!["id"]!.GetValue<string>().ShouldBe("1");
    }

    [Fact]
    public async Task Numbers_and_ids_are_never_given_twice_also_over_a_restart()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        await using (var before = await ProductiveCaller.Start(3, time: _time, file: file))
        {
            (await Create(before)).Attribute("number").GetValue<string>().ShouldBe("4");
            (await before.Call("DELETE", "/projects/1004")).Status.ShouldBe(204);
            await before.Call("DELETE", "/projects/679");
        }

        await using var after = await ProductiveCaller.Start(3, time: _time, file: file);

        var answer = await Create(after);
        answer.Object["data"]!["id"]!.GetValue<string>().ShouldBe("1005");
        answer.Attribute("number").GetValue<string>().ShouldBe("5");
        var copy = await after.Call(
            "POST",
            "/projects/copy",
            ProductiveCaller.Data("""{"name":"x","template_id":678,"project_type_id":1}""")
        );
        copy.Attribute("number").GetValue<string>().ShouldBe("3");
    }

    [Fact]
    public async Task A_copy_that_was_enqueued_is_finished_after_a_restart()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        await using (var before = await ProductiveCaller.Start(time: _time, file: file))
            await before.Call(
                "POST",
                "/projects/copy",
                ProductiveCaller.Data("""{"name":"x","template_id":669,"project_type_id":2,"copy_open_tasks":true}""")
            );
        _time.Advance(TimeSpan.FromSeconds(1));

        await using var after = await ProductiveCaller.Start(time: _time, file: file);

        (await after.Call("GET", "/tasks?filter[project_id]=1001")).Ids().Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_update_merges_and_ignores_read_only_fields()
    {
        await using var server = await ProductiveCaller.Start(time: _time);

        var answer = await server.Call(
            "PATCH",
            "/projects/657?include=company,project_manager",
            """
            {"data":{"type":"projects","id":"657","attributes":{"project_color_id":"7","project_type_id":"1","preferences":{"a":[1,null]},
              "tag_colors":{"q3":2},"number":"99","archived_at":"2020-01-01","template":true,"sample_data":true,"nonsense":1},
             "relationships":{"project_manager":{"data":{"type":"people","id":"3548"}},"company":{"data":{"type":"companies","id":2568}} } } }
            """
        );

        answer.Status.ShouldBe(200);
        var attributes = answer.Object["data"]!["attributes"]!;
        attributes["project_color_id"]!.GetValue<int>().ShouldBe(7);
        attributes["project_type_id"]!.GetValue<int>().ShouldBe(1);
        attributes["preferences"].ShouldBeJson("""{"a":[1,null]}""");
        attributes["tag_colors"].ShouldBeJson("""{"q3":2}""");
        attributes["number"]!.GetValue<string>().ShouldBe("1");
        attributes["archived_at"].ShouldBeNull();
        attributes["template"]!.GetValue<bool>().ShouldBeFalse();
        attributes["last_activity_at"]!.GetValue<string>().ShouldBe("2026-03-02T10:00:00.000+01:00");
        attributes.AsObject().ContainsKey("nonsense").ShouldBeFalse();
        answer.Object["included"]!.AsArray().Select(record => record!["id"]!.GetValue<string>()).ShouldBe(["2568", "3548"]);
    }

    [Fact]
    public async Task A_relationship_of_another_type_names_nobody()
    {
        await using var server = await ProductiveCaller.Start(time: _time);

        var answer = await server.Call(
            "PATCH",
            "/projects/657",
            """{"data":{"type":"projects","relationships":{"project_manager":{"data":{"type":"companies","id":"3548"}}}}}"""
        );

        answer.Errors().ShouldBe(["attribute is invalid @ project_manager"]);
    }

    [Fact]
    public async Task Custom_fields_are_merged_by_field_and_bring_their_people()
    {
        await using var server = await ProductiveCaller.Start(3, time: _time);
        async Task<JsonNode> Patch(string fields) =>
            (
                await server.Call(
                    "PATCH",
                    "/projects/657?include=custom_field_people",
                    ProductiveCaller.Data($$"""{"custom_fields":{{fields}}}""")
                )
            ).Object["data"]!;

        var first = await Patch("""{"1001":"text \uE000","1002":12.5,"1005":["1003","1004"],"1006":1002,"9999":"nobody's"}""");
        first["attributes"]!["custom_fields"].ShouldBeJson("""{"1001":"text \uE000","1002":12.5,"1005":["1003","1004"],"1006":1002}""");
        first["relationships"]!["custom_field_people"].ShouldBeJson("""{"data":[{"type":"people","id":"1002"}]}""");

        var second = await Patch("""{"1001":null,"1002":13,"1006":null}""");
        second["attributes"]!["custom_fields"].ShouldBeJson("""{"1002":13,"1005":["1003","1004"]}""");
        second["relationships"]!["custom_field_people"].ShouldBeJson("""{"data":[]}""");

        (await Patch("null"))["attributes"]!["custom_fields"].ShouldBeNull();
    }

    [Fact]
    public async Task Archiving_twice_keeps_the_first_time_and_restoring_twice_succeeds()
    {
        await using var server = await ProductiveCaller.Start(time: _time);
        var first = await server.Call("PATCH", "/projects/664/archive");
        first.Attribute("archived_at").GetValue<string>().ShouldBe("2026-03-02T10:00:00.000+01:00");
        _time.Advance(TimeSpan.FromDays(100));

        (await server.Call("PATCH", "/projects/664/archive")).Text.ShouldBe(first.Text);
        var restored = await server.Call("PATCH", "/projects/664/restore");
        restored.Object["data"]!["attributes"]!["archived_at"].ShouldBeNull();
        restored.Attribute("last_activity_at").GetValue<string>().ShouldBe("2026-06-10T11:00:00.000+02:00");
        (await server.Call("PATCH", "/projects/664/restore")).Text.ShouldBe(restored.Text);
    }

    [Fact]
    public async Task A_deleted_project_takes_its_tasks_and_deals_along()
    {
        await using var server = await ProductiveCaller.Start(time: _time);
        (await server.Call("GET", "/tasks?filter[project_id]=688")).Ids().Count.ShouldBe(3);

        await server.Call("DELETE", "/projects/688");

        (await server.Call("GET", "/tasks?filter[project_id]=688")).Ids().ShouldBeEmpty();
        (await server.Call("GET", "/deals?filter[project_id]=688")).Ids().ShouldBeEmpty();
        (await server.Call("GET", "/tasks?filter[project_id]=669")).Ids().Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_organization_sees_only_its_own()
    {
        await using var server = await ProductiveCaller.Start(organization: "1019", time: _time);

        (await server.Call("GET", "/projects")).Ids().ShouldBe(["650"]);
        (await server.Call("GET", "/projects/648")).Status.ShouldBe(404);
        (await server.Call("PATCH", "/projects/650", ProductiveCaller.Data("""{"company_id":2568}""")))
            .Errors()
            .ShouldBe(["attribute is invalid @ company"]);
    }

    [Fact]
    public async Task Reset_brings_back_the_examples_and_their_numbers()
    {
        await using var server = await ProductiveCaller.Start(2, time: _time);
        var seed = (await server.Call("GET", "/projects")).Text;
        var first = (await Create(server)).Text;
        await server.Call("DELETE", "/projects/640");

        await server.Send("POST", "_reset");

        (await server.Call("GET", "/projects")).Text.ShouldBe(seed);
        (await Create(server)).Text.ShouldBe(first);
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59.9994Z", "2026-03-29T01:59:59.999+01:00")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T03:00:00.000+02:00")]
    [InlineData("2026-10-25T00:59:59.5Z", "2026-10-25T02:59:59.500+02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25T02:00:00.000+01:00")]
    public void Times_are_those_of_zagreb(string instant, string answered)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        ProjectGraph.Sandbox.Productive.ProductiveSandboxTime.Exact(at).ShouldBe(answered);
        ProjectGraph.Sandbox.Productive.ProductiveSandboxTime.ToTheSecond(at).ShouldBe(answered[..20] + "000" + answered[^6..]);
    }

    private static Task<ReceivedResponse> Create(SandboxServer server) =>
        server.Call(
            "POST",
            "/projects",
            ProductiveCaller.Data("""{"name":"Attributes","company_id":1001,"project_manager_id":"1001","workflow_id":1001}""")
        );
}

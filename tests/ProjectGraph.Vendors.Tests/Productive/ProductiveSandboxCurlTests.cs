using static ProjectGraph.Vendors.Tests.Productive.ProductivePrinted;

namespace ProjectGraph.Vendors.Tests.Productive;

/// <summary>The requests on single projects and lists that Productive's documents print, and the printed responses.</summary>
public sealed class ProductiveSandboxCurlTests : IAsyncLifetime
{
    private const string Positions = "\"task_custom_fields_positions\":{},\"page_custom_fields_positions\":{}";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await ProductiveCaller.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task R1_list_answers_the_printed_page_of_the_printed_organization()
    {
        await using var of1016 = await ProductiveCaller.Start(organization: "1016");

        var answer = await of1016.Call("GET", "/projects");

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.api+json; charset=utf-8");
        var url = $"{of1016.Http.BaseAddress}api/v2/projects?page%5Bnumber%5D=1&page%5Bsize%5D=30";
        var first = Project("640", "1016", "46.955");
        var second = Project("642", "1016", "47.005", """{"number":"3","project_number":"3"}""");
        var third = Project("643", "1016", "47.018", """{"number":"4","project_number":"4"}""");
        answer.Json.ShouldBeJson(
            $$"""
            {"data":[{{first.ToJsonString()}},{{second.ToJsonString()}},{{third.ToJsonString()}}],
             "links":{"first":"{{url}}","last":"{{url}}" },
             "meta":{"current_page":1,"total_pages":1,"total_count":3,"page_size":30,"max_page_size":200} }
            """
        );
        answer.Object.Select(member => member.Key).ShouldBe(["data", "links", "meta"]);
    }

    [Fact]
    public async Task R2_get_answers_the_printed_document_in_the_printed_order()
    {
        var answer = await _server.Call("GET", "/projects/648");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe(Single(Project("648", "1018", "47.229")).Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R3_create_answers_the_printed_document_under_the_next_number()
    {
        await using var then = await ProductiveCaller.Start(time: At("47.316"));
        (await then.Call("GET", "/projects/650")).Json.ShouldBeJson(
            Single(Project("650", "1019", "47.316", $$"""{"name":"test name","number":"2","project_number":"2",{{Positions}} }"""))
        );

        var answer = await then.Call(
            "POST",
            "/projects",
            """
            {
              "data": {
                "type": "projects",
                "attributes": { "name": "test name", "project_type_id": 2 },
                "relationships": {
                  "company": { "data": { "type": "companies", "id": "2530" } },
                  "project_manager": { "data": { "type": "people", "id": "3539" } },
                  "workflow": { "data": { "type": "workflows", "id": "741" } }
                }
              }
            }
            """
        );

        answer.Status.ShouldBe(201);
        answer.Json.ShouldBeJson(
            Single(
                Project(
                    "1001",
                    "1019",
                    "47.316",
                    $$"""{"name":"test name","number":"3","project_number":"3","preferences":null,{{Positions}} }"""
                )
            )
        );
        (await then.Call("GET", "/projects/1001")).Attribute("preferences").ShouldBeJson("{}");
    }

    [Fact]
    public async Task R4_create_without_a_workflow_names_only_the_workflow()
    {
        var answer = await _server.Call("POST", "/projects", ProductiveCaller.Data("""{"name":""}"""));

        answer.Status.ShouldBe(422);
        answer.Text.ShouldBe(Errors(("attribute is invalid", "workflow")));
    }

    [Fact]
    public async Task R5_update_renames_and_gives_positions()
    {
        await using var then = await ProductiveCaller.Start(time: At("47.757"));

        var answer = await then.Call("PATCH", "/projects/657", ProductiveCaller.Data("""{"name":"new name"}"""));

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(Single(Project("657", "1025", "47.757", $$"""{"name":"new name",{{Positions}} }""")));
        (await then.Call("GET", "/projects/657")).Text.ShouldBe(answer.Text);
    }

    [Fact]
    public async Task R6_update_of_an_archived_project_takes_only_name_and_manager()
    {
        await using var then = await ProductiveCaller.Start(time: At("47.905"));

        var answer = await then.Call(
            "PATCH",
            "/projects/659?include=project_manager",
            ProductiveCaller.Data("""{"name":"new name","project_manager_id":3548,"project_type_id":2,"project_color_id":2}""")
        );

        answer.Status.ShouldBe(200);
        answer.Object["data"]!
            ["attributes"]
            .ShouldBeJson(
                Project(
                    "659",
                    "1027",
                    "47.905",
                    $$"""{"name":"new name","project_type_id":1,"project_color_id":1,"archived_at":"2025-11-24T05:06:47.000+01:00",{{Positions}} }"""
                )["attributes"]!.ToJsonString()
            );
        answer.Object["data"]!["relationships"]!["project_manager"].ShouldBeJson("""{"data":{"type":"people","id":"3548"}}""");
    }

    [Fact]
    public async Task R7_update_to_a_blank_name_is_refused()
    {
        var answer = await _server.Call("PATCH", "/projects/662", ProductiveCaller.Data("""{"name":""}"""));

        answer.Status.ShouldBe(422);
        answer.Text.ShouldBe(Errors(("can't be blank", "name")));
    }

    [Fact]
    public async Task R8_update_passes_over_a_workflow()
    {
        await using var then = await ProductiveCaller.Start(time: At("48.418"));
        var before = await then.Call("GET", "/projects/663?include=workflow");

        var answer = await then.Call("PATCH", "/projects/663", ProductiveCaller.Data("""{"workflow_id":759}"""));

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(Single(Project("663", "1030", "48.418", "{" + Positions + "}")));
        var after = await then.Call("GET", "/projects/663?include=workflow");
        after.Object["included"]!.ToJsonString().ShouldBe(before.Object["included"]!.ToJsonString());
        after.Object["included"]![0]!["id"]!.GetValue<string>().ShouldNotBe("759");
    }

    [Fact]
    public async Task R9_archive_sets_the_time_to_the_second()
    {
        await using var then = await ProductiveCaller.Start(time: At("48.491"));

        var answer = await then.Call("PATCH", "/projects/664/archive");

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(Single(Project("664", "1031", "48.491", """{"archived_at":"2025-11-24T05:06:48.000+01:00"}""")));
    }

    [Fact]
    public async Task R10_restore_takes_the_time_away()
    {
        await using var then = await ProductiveCaller.Start(time: At("48.637"));
        (await then.Call("GET", "/projects/666")).Attribute("archived_at").GetValue<string>().ShouldBe("2025-11-24T05:06:48.000+01:00");

        var answer = await then.Call("PATCH", "/projects/666/restore");

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(Single(Project("666", "1033", "48.637")));
    }

    [Fact]
    public async Task R11_delete_answers_nothing_and_the_project_is_gone()
    {
        var answer = await _server.Call("DELETE", "/projects/667");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        answer.Message.Content.Headers.ContentType.ShouldBeNull();
        (await _server.Call("GET", "/projects/667")).Status.ShouldBe(404);
        (await _server.Call("DELETE", "/projects/667")).Status.ShouldBe(404);
    }
}

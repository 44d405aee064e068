using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveSandboxCopyTests : IAsyncLifetime
{
    private const string AllFlags = """
        {
          "name": "This is a name", "template_id": 669, "company_id": 2568, "project_type_id": 2,
          "copy_assignees": false, "copy_boards": true, "copy_budgets": true, "copy_closed_tasks": false, "copy_custom_fields": true,
          "copy_deals": false, "copy_due_date": true, "copy_estimate": true, "copy_memberships": true, "copy_notes": true,
          "copy_open_tasks": true, "copy_project_members": true, "copy_repeat": true, "copy_start_date": true, "copy_surveys": true,
          "copy_tags": false, "copy_task_attachments": true, "copy_task_closed_subtasks": true, "copy_task_closed_todos": true,
          "copy_task_comments": false, "copy_task_dependencies": true, "copy_task_description": true, "copy_task_lists": true,
          "copy_task_open_subtasks": true, "copy_task_open_todos": true, "copy_task_subscribers": false, "copy_views": true
        }
        """;

    private readonly ManualTime _time = new();
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await ProductiveCaller.Start(time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task R12_copy_answers_the_short_document_at_once()
    {
        (await _server.Call("GET", "/projects/670")).Attribute("number").GetValue<string>().ShouldBe("2");

        var answer = await Copy(AllFlags);

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBe(Short("1001", "1036", "\"3\""));
        (await _server.Call("GET", "/projects/1001")).Attribute("duplication_status").GetValue<string>().ShouldBe("in_progress");
    }

    [Fact]
    public async Task R12_the_job_copies_what_its_flags_say()
    {
        await Copy(AllFlags);
        (await _server.Call("GET", "/tasks?filter[project_id]=1001")).Ids().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));

        var tasks = (await _server.Call("GET", "/tasks?filter[project_id]=1001&include=assignee,workflow_status")).Object[
            "data"
        ]!.AsArray();

        // One of the source's three tasks is closed.
        tasks.Select(task => task!["relationships"]!["workflow_status"]!["data"]!["id"]!.GetValue<string>()).ShouldBe(["883", "884"]);
        tasks.ShouldAllBe(task => task!["attributes"]!["due_date"]!.GetValue<string>() == "2025-12-24");
        tasks.ShouldAllBe(task => task!["attributes"]!["tag_list"]!.AsArray().Count == 0);
        tasks.ShouldAllBe(task => task!["relationships"]!["assignee"]!["data"] == null);
        (await _server.Call("GET", "/projects/1001")).Attribute("duplication_status").GetValue<string>().ShouldBe("idle");
        (await _server.Call("GET", "/deals?filter[project_id]=1001")).Object["data"]![0]!["attributes"]!["name"]!
            .GetValue<string>()
            .ShouldBe("Budget");
        (await _server.Call("GET", "/tasks?filter[project_id]=669")).Ids().Count.ShouldBe(3);
        (await _server.Call("GET", "/projects?filter[person_id]=3539&filter[id]=1001")).Ids().ShouldBe(["1001"]);
    }

    [Fact]
    public async Task R13_a_copy_as_template_has_no_number()
    {
        (await _server.Call("GET", "/projects/673")).Object["data"]!["attributes"]!["number"].ShouldBeNull();

        var answer = await Copy(
            """
            {
              "name": "This is a name", "description": "This is a description", "template_id": 672, "company_id": 2571, "project_type_id": 2,
              "copy_memberships": true, "copy_boards": true, "copy_task_lists": true, "copy_open_tasks": true, "copy_task_comments": false,
              "copy_task_subscribers": false, "copy_assignees": false, "copy_tags": false, "copy_estimate": true, "copy_views": true,
              "copy_as_template": true
            }
            """
        );

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBe(Short("1001", "1037", "null"));
        (await _server.Call("GET", "/projects/1001")).Attribute("template").GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task R14_a_copy_of_a_template_is_a_numbered_project()
    {
        (await _server.Call("GET", "/projects/676")).Attribute("template").GetValue<bool>().ShouldBeTrue();
        (await _server.Call("GET", "/projects/677")).Attribute("number").GetValue<string>().ShouldBe("4");

        var answer = await Copy(
            """
            {
              "name": "This is a name", "template_id": 676, "company_id": 2575, "project_type_id": 2,
              "copy_memberships": true, "copy_boards": true, "copy_task_lists": true, "copy_open_tasks": true, "copy_task_comments": false,
              "copy_task_subscribers": false, "copy_assignees": false, "copy_tags": false, "copy_estimate": true, "copy_views": true,
              "copy_as_template": false
            }
            """
        );

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBe(Short("1001", "1038", "\"5\""));
        var project = (await _server.Call("GET", "/projects/1001?include=template_object")).Object["data"]!;
        project["attributes"]!["template"]!.GetValue<bool>().ShouldBeFalse();
        project["relationships"]!["template_object"].ShouldBeJson("""{"data":{"type":"projects","id":"676"}}""");
    }

    [Fact]
    public async Task R15_an_internal_copy_without_a_company_has_no_deals()
    {
        var answer = await Copy("""{"name":"This is a name","template_id":678,"project_type_id":1,"copy_deals":true}""");

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBe(Short("1001", "1039", "\"3\""));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _server.Call("GET", "/deals?filter[project_id]=1001")).Ids().ShouldBeEmpty();
        var project = (await _server.Call("GET", "/projects/1001?include=company")).Object["data"]!;
        project["attributes"]!["project_type_id"]!.GetValue<int>().ShouldBe(1);
        project["relationships"]!["company"].ShouldBeJson("""{"data":null}""");
    }

    [Fact]
    public async Task R16_a_copy_of_nothing_is_wrong_in_four_ways_in_this_order()
    {
        var answer = await Copy("{}");

        answer.Status.ShouldBe(422);
        answer.Text.ShouldBe(
            ProductivePrinted.Errors(
                ("can't be blank", "name"),
                ("can't be blank", "template"),
                ("can't be blank", "project_type_id"),
                ("is not included in the list", "project_type_id")
            )
        );
    }

    [Theory]
    [InlineData("""{"name":"x","template_id":999999,"project_type_id":2}""", "can't be blank @ template")]
    [InlineData("""{"name":"x","template_id":669,"project_type_id":3}""", "is not included in the list @ project_type_id")]
    [InlineData("""{"name":" ","template_id":669,"project_type_id":"1"}""", "can't be blank @ name")]
    [InlineData("""{"name":"x","template_id":669,"project_type_id":2,"company_id":1}""", "attribute is invalid @ company")]
    public async Task A_refused_copy_takes_no_number(string attributes, string error)
    {
        var refused = await Copy(attributes);

        refused.Status.ShouldBe(422);
        refused.Errors().ShouldBe([error]);
        (await Copy("""{"name":"x","template_id":669,"project_type_id":2}""")).Text.ShouldContain("\"number\":\"3\"");
    }

    [Fact]
    public async Task A_client_copy_has_the_sources_company_and_its_deals_on_demand()
    {
        await Copy(
            """{"name":"x","template_id":"669","project_type_id":2,"copy_deals":true,"copy_closed_tasks":true,"copy_assignees":true,"copy_tags":true}"""
        );
        _time.Advance(TimeSpan.FromSeconds(1));

        (await _server.Call("GET", "/projects/1001?include=company")).Object["included"]![0]!["id"]!.GetValue<string>().ShouldBe("2568");
        (await _server.Call("GET", "/deals?filter[project_id]=1001")).Object["data"]![0]!["attributes"]!["name"]!
            .GetValue<string>()
            .ShouldBe("Deal");
        var task = (await _server.Call("GET", "/tasks?filter[project_id]=1001&include=assignee")).Object["data"]!.AsArray().Single()!;
        task["relationships"]!["assignee"]!["data"]!["id"]!.GetValue<string>().ShouldBe("3539");
        task["attributes"]!["tag_list"].ShouldBeJson("""["priority"]""");
        task["attributes"]!["due_date"].ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_that_is_deleted_before_its_job_causes_no_error()
    {
        await Copy(AllFlags);
        await _server.Call("DELETE", "/projects/1001");
        _time.Advance(TimeSpan.FromSeconds(1));

        (await _server.Call("GET", "/tasks?filter[project_id]=1001")).Ids().ShouldBeEmpty();
        (await _server.Call("GET", "/projects/1001")).Status.ShouldBe(404);
    }

    private Task<ReceivedResponse> Copy(string attributes) => _server.Call("POST", "/projects/copy", ProductiveCaller.Data(attributes));

    private static string Short(string id, string organization, string number) =>
        JsonNode
            .Parse(
                $$$"""
                {
                  "data": {
                    "id": "{{{id}}}",
                    "type": "projects",
                    "attributes": {
                      "name": "This is a name",
                      "number": {{{number}}},
                      "preferences": {},
                      "project_number": {{{number}}},
                      "project_color_id": null
                    },
                    "relationships": {
                      "organization": { "data": { "type": "organizations", "id": "{{{organization}}}" } },
                      "company": { "meta": { "included": false } }
                    }
                  },
                  "meta": {}
                }
                """
            )!
            .ToJsonString();
}

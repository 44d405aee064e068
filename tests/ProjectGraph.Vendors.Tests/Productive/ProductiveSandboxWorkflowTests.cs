using static ProjectGraph.Vendors.Tests.Productive.ProductivePrinted;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveSandboxWorkflowTests : IAsyncLifetime
{
    private const string TooFew = "must have 2 (including one closed) or more workflow statuses defined";
    private const string Incomplete = "doesn't contain all statuses from current project workflow";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await ProductiveCaller.Start(time: At("49.842"));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task R17_change_workflow_moves_every_task()
    {
        (await TaskStatuses("688")).ShouldBe(["883", "884", "885"]);

        var answer = await Change("688", "782", """{"883": 887, "884": 888, "885": 887}""");

        answer.Status.ShouldBe(200);
        answer.Json.ShouldBeJson(Single(Project("688", "1042", "49.842")));
        (await TaskStatuses("688")).ShouldBe(["887", "888", "887"]);
        var tasks = (await _server.Call("GET", "/tasks?filter[project_id]=688")).Object["data"]!.AsArray();
        tasks.Select(task => task!["attributes"]!["closed"]!.GetValue<bool>()).ShouldBe([false, true, false]);
        tasks.Select(task => task!["attributes"]!["closed_at"] != null).ShouldBe([false, true, false]);
        (await _server.Call("GET", "/projects/688?include=workflow")).Object["included"]![0]!["id"]!.GetValue<string>().ShouldBe("782");
    }

    [Fact]
    public async Task R18_an_empty_map_and_too_small_a_workflow_are_three_errors() =>
        await ShouldRefuse("700", "802", "{}", ("can't be blank", "map"), (TooFew, "workflow"), (Incomplete, "map"));

    [Fact]
    public async Task R19_an_unknown_workflow_is_the_only_error() =>
        await ShouldRefuse("706", "0", """{"917": 921, "918": 922, "919": 921}""", ("attribute is invalid", "workflow"));

    [Fact]
    public async Task R20_a_missing_map_is_one_error() => await ShouldRefuse("712", "811", null, ("can't be blank", "map"));

    [Fact]
    public async Task R21_a_map_without_one_of_the_statuses_is_one_error() =>
        await ShouldRefuse("718", "818", """{"939": 943, "940": 944}""", (Incomplete, "map"));

    [Fact]
    public async Task R22_a_value_that_is_no_status_of_the_workflow_is_one_error() =>
        await ShouldRefuse("724", "825", """{"950": 954, "951": "0", "952": 954}""", ("contains invalid statuses", "map"));

    [Fact]
    public async Task A_missing_map_and_too_small_a_workflow_are_two_errors() =>
        await ShouldRefuse("700", "802", null, ("can't be blank", "map"), (TooFew, "workflow"));

    [Fact]
    public async Task An_empty_map_alone_is_blank_and_incomplete() =>
        await ShouldRefuse("700", "759", "{}", ("can't be blank", "map"), (Incomplete, "map"));

    [Fact]
    public async Task An_unknown_workflow_hides_errors_of_the_map() =>
        await ShouldRefuse("700", "999999", null, ("attribute is invalid", "workflow"));

    [Theory]
    [InlineData("5")]
    [InlineData("[[1,2]]")]
    [InlineData("true")]
    public async Task A_map_that_is_not_an_object_contains_no_status(string map) =>
        await ShouldRefuse("718", "818", map, (Incomplete, "map"));

    [Theory]
    [InlineData("{\"939\":943,\"940\":944,\"941\":null}")]
    [InlineData("{\"939\":943,\"940\":944,\"941\":{}}")]
    [InlineData("{\"939\":943,\"940\":944,\"941\":941}")]
    public async Task Nothing_but_a_status_of_the_new_workflow_is_a_valid_value(string map) =>
        await ShouldRefuse("718", "818", map, ("contains invalid statuses", "map"));

    [Fact]
    public async Task Values_can_be_texts_the_workflow_an_attribute_and_other_keys_are_ignored()
    {
        var answer = await _server.Call(
            "PATCH",
            "/projects/718/change_workflow",
            ProductiveCaller.Data("""{"workflow_id":818,"map":{"939":"943","940":"944","941":"943","1":"not a status of either"}}""")
        );

        answer.Status.ShouldBe(200);
        (await TaskStatuses("718")).ShouldBe(["943", "944", "943"]);
    }

    [Fact]
    public async Task A_relationship_wins_over_the_attribute()
    {
        var answer = await _server.Call(
            "PATCH",
            "/projects/718/change_workflow",
            """
            {"data":{"type":"projects","attributes":{"workflow_id":818,"map":{"939":943,"940":944,"941":943}},
             "relationships":{"workflow":{"data":{"type":"workflows","id":"0"}}}}}
            """
        );

        answer.Errors().ShouldBe(["attribute is invalid @ workflow"]);
    }

    [Fact]
    public async Task An_unknown_project_is_a_404() => (await Change("999999", "818", "{}")).Status.ShouldBe(404);

    private async Task ShouldRefuse(string project, string workflow, string? map, params (string Detail, string Attribute)[] errors)
    {
        var before = await TaskStatuses(project);

        var answer = await Change(project, workflow, map);

        answer.Status.ShouldBe(422);
        answer.Text.ShouldBe(Errors(errors));
        (await TaskStatuses(project)).ShouldBe(before);
        before.Count.ShouldBe(3);
    }

    private Task<ReceivedResponse> Change(string project, string workflow, string? map)
    {
        var attributes = map is null ? "{}" : "{\"map\":" + map + "}";
        return _server.Call(
            "PATCH",
            $"/projects/{project}/change_workflow",
            $$$"""
            {"data":{"type":"projects","attributes":{{{attributes}}},
             "relationships":{"workflow":{"data":{"type":"workflows","id":"{{{workflow}}}" } } } } }
            """
        );
    }

    private async Task<List<string>> TaskStatuses(string project) =>
        [
            .. (await _server.Call("GET", $"/tasks?filter[project_id]={project}&include=workflow_status")).Object["data"]!
                .AsArray()
                .Select(task => task!["relationships"]!["workflow_status"]!["data"]!["id"]!.GetValue<string>()),
        ];
}

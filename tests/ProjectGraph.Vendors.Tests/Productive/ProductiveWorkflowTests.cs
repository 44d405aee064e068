using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveWorkflowTests : ProductiveTestsBase
{
    private const string Incomplete = "doesn't contain all statuses from current project workflow";

    [Fact]
    public async Task Change_workflow_sends_what_the_documents_print()
    {
        var result = await ChangeAsync("688", "782", """{"883":887,"884":888,"885":887}""");

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (await ProjectAsync("688")).Productive!.WorkflowId.ShouldBe("782");
    }

    [Theory]
    [InlineData("706", "0", """{"917":920,"918":921,"919":922}""", "workflowId", "attribute is invalid")]
    [InlineData("688", "782", """{"883":887,"884":888}""", "map", Incomplete)]
    [InlineData("688", "782", """{"883":887,"884":"0","885":887}""", "map", "contains invalid statuses")]
    [InlineData(
        "700",
        "802",
        """{"906":909,"907":909,"908":909}""",
        "workflowId",
        "must have 2 (including one closed) or more workflow statuses defined"
    )]
    public async Task A_refusal_has_the_vendors_text_and_the_inputs_field(
        string project,
        string workflow,
        string map,
        string field,
        string message
    )
    {
        var result = await ChangeAsync(project, workflow, map);

        result.State.ShouldBe(OperationState.Refused);
        result
            .Errors.Select(error => (error.Code, error.Field, error.Message, error.VendorCode))
            .ShouldBe([(VendorErrors.VendorValidation, field, message, "invalid_attribute")]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"1":null}""")]
    public async Task A_map_that_maps_nothing_is_refused_before_any_call(string map)
    {
        var result = await ChangeAsync("700", "802", map);

        result.Errors.Single().Field.ShouldBe("map");
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_map_is_refused_before_any_call()
    {
        var result = await OnAsync("712", "changeProductiveProjectWorkflow", new { workflowId = "811" });

        result.Errors.Single().Field.ShouldBe("map");
        Writes().ShouldBe(0);
    }

    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer, OperationState.Succeeded)]
    [InlineData(SandboxFaultKind.Status, OperationState.Failed)]
    internal async Task A_lost_answer_is_settled_by_the_workflow_shown(SandboxFaultKind kind, OperationState state)
    {
        Fault(kind, "PATCH", 503);

        (await ChangeAsync("688", "782", """{"883":887,"884":888,"885":887}""")).State.ShouldBe(state);
    }

    private Task<Vendors.Operations.OperationResult> ChangeAsync(string project, string workflow, string map) =>
        OnAsync(
            project,
            "changeProductiveProjectWorkflow",
            new Dictionary<string, object?> { ["workflowId"] = workflow, ["map"] = JsonNode.Parse(map) }
        );
}

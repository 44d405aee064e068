using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveUnknownOutcomeTests : ProductiveTestsBase
{
    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer)]
    [InlineData(SandboxFaultKind.CutBody)]
    [InlineData(SandboxFaultKind.Garbage)]
    internal async Task A_create_whose_answer_is_lost_is_found_again(SandboxFaultKind kind)
    {
        Fault(kind, "POST");

        var result = await Host.RunAsync(
            "createProductiveProject",
            new
            {
                name = "Found again",
                companyId = "2530",
                projectManagerId = "3539",
                workflowId = "741",
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        (await OnlyAsync(result)).Name.ShouldBe("Found again");
        Writes().ShouldBe(1);
    }

    [Theory]
    [InlineData("657", "updateProductiveProject")]
    [InlineData("659", "updateProductiveProject")]
    [InlineData("664", "archiveProductiveProject")]
    [InlineData("666", "restoreProductiveProject")]
    [InlineData("667", "deleteProductiveProject")]
    public async Task A_change_with_a_lost_response_is_found_at_the_vendor(string project, string operation)
    {
        Fault(SandboxFaultKind.LostAnswer, operation.StartsWith("delete", StringComparison.Ordinal) ? "DELETE" : "PATCH");

        var result = await OnAsync(project, operation, Input(operation));

        result.State.ShouldBe(OperationState.Succeeded);
        Writes().ShouldBe(1);
    }

    [Theory]
    [InlineData("657", "updateProductiveProject")]
    [InlineData("664", "archiveProductiveProject")]
    [InlineData("666", "restoreProductiveProject")]
    [InlineData("667", "deleteProductiveProject")]
    public async Task A_failing_vendor_that_shows_the_old_state_did_not_do_it(string project, string operation)
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Method = "PATCH",
                Status = 503,
                Times = 1,
            },
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Method = "DELETE",
                Status = 503,
                Times = 1,
            }
        );

        var result = await OnAsync(project, operation, Input(operation));

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
        Writes().ShouldBe(1);
    }

    // Productive ignores colour and type of an archived project.
    private static Dictionary<string, object?> Input(string operation) =>
        operation == "updateProductiveProject" ? new() { ["name"] = "Seen", ["projectColorId"] = 9 } : [];
}

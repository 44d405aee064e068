using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveCopyTests : ProductiveTestsBase
{
    [Fact]
    public async Task Copy_sends_what_the_documents_print()
    {
        var result = await OnAsync(
            "669",
            "copyProductiveProject",
            new
            {
                name = "This is a name",
                companyId = "2568",
                projectTypeId = 2,
                copyAssignees = false,
                copyBoards = true,
                copyTaskOpenTodos = true,
                copyViews = true,
            }
        );

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        var copy = await OnlyAsync(result);
        (copy.Name, copy.Company!.VendorId, copy.Productive!.Template).ShouldBe(("This is a name", "2568", false));
        copy.Number.ShouldNotBeNull();
        copy.Productive.DuplicationStatus.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_template_has_no_number_and_the_graph_remembers_its_description()
    {
        var result = await OnAsync(
            "672",
            "copyProductiveProject",
            new
            {
                name = "T",
                description = "This is a description",
                companyId = "2571",
                projectTypeId = 2,
                copyAsTemplate = true,
            }
        );

        var copy = await OnlyAsync(result);
        (copy.Number, copy.Productive!.Template, copy.Description).ShouldBe((null, true, "This is a description"));
        await Host.SyncAsync(Channel);
        (await OnlyAsync(result)).Description.ShouldBe("This is a description");
    }

    [Fact]
    public async Task A_copy_of_a_template_is_a_numbered_project_that_names_its_template()
    {
        var result = await OnAsync(
            "676",
            "copyProductiveProject",
            new
            {
                name = "From template",
                companyId = "2575",
                projectTypeId = 2,
                copyAsTemplate = false,
            }
        );

        var copy = await OnlyAsync(result);
        (copy.Productive!.Template, copy.Productive.TemplateObjectId).ShouldBe((false, "676"));
        copy.Number.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_source_is_reported_with_the_callers_name()
    {
        Sandbox.Run(() => Sandbox.Store["projects"].Remove("678"));

        var result = await OnAsync(
            "678",
            "copyProductiveProject",
            new
            {
                name = "N",
                projectTypeId = 1,
                copyDeals = true,
            }
        );

        (result.State, result.Errors.Single().Field, result.Errors[0].Message).ShouldBe(
            (OperationState.Refused, "projectId", "can't be blank")
        );
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("projectTypeId", 0)]
    [InlineData("companyId", "acme")]
    public async Task What_the_documents_refuse_is_refused_before_any_call(string field, object value)
    {
        var result = await OnAsync(
            "678",
            "copyProductiveProject",
            new Dictionary<string, object?>
            {
                ["name"] = "N",
                ["projectTypeId"] = 1,
                [field] = value,
            }
        );

        (result.State, result.Errors.Single().Field).ShouldBe((OperationState.Refused, field));
        Writes().ShouldBe(0);
    }

    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer)]
    [InlineData(SandboxFaultKind.Garbage)]
    internal async Task A_copy_whose_answer_is_lost_is_found_again(SandboxFaultKind kind)
    {
        Fault(kind, "POST");

        var result = await OnAsync(
            "669",
            "copyProductiveProject",
            new
            {
                name = "Found again",
                companyId = "2568",
                projectTypeId = 2,
                description = "D",
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        var copy = await OnlyAsync(result);
        (copy.Name, copy.Description).ShouldBe(("Found again", "D"));
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task Every_documented_flag_can_be_given()
    {
        var flags = VendorRegistry
            .BuiltIn.FindOperation("copyProductiveProject")!
            .Input.Fields.Where(field => field.Name.StartsWith("copy", StringComparison.Ordinal))
            .ToList();
        flags.Count.ShouldBe(28);
        var input = flags.ToDictionary(flag => flag.Name, flag => (object?)true);
        (input["name"], input["projectTypeId"]) = ("All", 2);

        var result = await OnAsync("669", "copyProductiveProject", input);

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).RequestBody!.Split("\"copy_").Length.ShouldBe(29);
    }
}

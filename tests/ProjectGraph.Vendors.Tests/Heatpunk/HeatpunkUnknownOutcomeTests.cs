using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkUnknownOutcomeTests : HeatpunkHostTests
{
    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer)]
    [InlineData(SandboxFaultKind.CutBody)]
    [InlineData(SandboxFaultKind.Garbage)]
    internal async Task A_create_whose_answer_is_lost_is_found_again_with_what_does_not_show(SandboxFaultKind kind)
    {
        Fault(kind, "create");

        var project = await SavedAsync(
            await Host.RunAsync(
                Create,
                new
                {
                    owner = "sales@example.com",
                    projectName = "Found",
                    lat = 52.2053,
                    crmReference = "R",
                }
            )
        );

        (project.Name, project.Reference).ShouldBe(("Found", "R"));
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task Two_new_projects_that_look_alike_leave_it_unknown()
    {
        using var http = new HttpClient { BaseAddress = Channel.Settings.BaseUrl };
        http.DefaultRequestHeaders.Add("X-API-KEY", "sandbox");
        (await http.PostAsync("projects/create", new StringContent("""{"owner":"sales@example.com"}"""))).EnsureSuccessStatusCode();
        Fault(SandboxFaultKind.LostAnswer, "create");

        (await Host.RunAsync(Create, new { owner = "sales@example.com" })).State.ShouldBe(OperationState.Unknown);
    }

    [Fact]
    public async Task A_failed_create_that_left_nothing_has_failed()
    {
        Fault(SandboxFaultKind.Status, "create", 503);

        (await Host.RunAsync(Create, new { owner = "sales@example.com" })).State.ShouldBe(OperationState.Failed);
    }

    [Fact]
    public async Task An_update_with_a_lost_response_is_found_at_the_vendor()
    {
        Fault(SandboxFaultKind.LostAnswer, "update");

        var project = await SavedAsync(await Host.RunAsync(Update, new { lng = 0.1, customerPhone = "03" }, await ProjectIdAsync()));

        (project.Heatpunk!.Lng, project.Heatpunk.CustomerPhone).ShouldBe(((double)0.1f, "03"));
    }

    [Theory]
    [InlineData("customerPhone")]
    [InlineData("customerEmail")]
    public async Task A_lost_update_of_fields_in_the_project_data_is_found_there(string field)
    {
        Fault(SandboxFaultKind.LostAnswer, "update");

        var project = await SavedAsync(
            await Host.RunAsync(Update, new Dictionary<string, object?> { [field] = "new@example.com" }, await ProjectIdAsync())
        );

        (project.Heatpunk!.CustomerPhone ?? project.Heatpunk.CustomerEmail).ShouldBe("new@example.com");
    }

    [Fact]
    public async Task What_nothing_shows_was_changed_along_with_what_is_known_to_have_changed()
    {
        await SavedAsync(await Host.RunAsync(Update, new { customerPhone = "01" }, await ProjectIdAsync()));
        Fault(SandboxFaultKind.LostAnswer, "update");

        var project = await SavedAsync(
            await Host.RunAsync(Update, new { customerPhone = "03", crmReference = "R9" }, await ProjectIdAsync())
        );

        (project.Heatpunk!.CustomerPhone, project.Reference).ShouldBe(("03", "R9"));
    }

    [Fact]
    public async Task A_lost_update_of_invisible_fields_stays_unknown()
    {
        Fault(SandboxFaultKind.LostAnswer, "update");

        (await Host.RunAsync(Update, new { crmReference = "R9" }, await ProjectIdAsync())).State.ShouldBe(OperationState.Unknown);
    }

    [Fact]
    public async Task Where_a_projects_data_is_not_to_be_had_it_stays_unknown()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.LostAnswer,
                Path = "/api/v1/projects/update",
                Times = 1,
            },
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Status = 404,
                Path = "/api/v1/projects/data",
            }
        );

        (await Host.RunAsync(Update, new { customerPhone = "03" }, await ProjectIdAsync())).State.ShouldBe(OperationState.Unknown);
    }

    [Theory]
    [InlineData("customerPhone")]
    [InlineData("address")]
    public async Task A_failed_update_that_left_no_trace_has_failed(string field)
    {
        Fault(SandboxFaultKind.Status, "update", 503);

        var result = await Host.RunAsync(Update, new Dictionary<string, object?> { [field] = "new" }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
    }

    [Fact]
    public async Task An_update_that_cannot_be_read_back_is_reconciled_later()
    {
        Fault(SandboxFaultKind.Status, "list", times: null);
        var result = await Host.RunAsync(Update, new { address = "Later", crmReference = "R" }, await ProjectIdAsync());
        result.State.ShouldBe(OperationState.Unknown);
        Sandbox.Faults.Set();

        (await Host.Recovery.RunAsync(default)).ShouldBe(1);

        var project = await ProjectAsync();
        (project.Heatpunk!.Address, project.Reference).ShouldBe(("Later", "R"));
    }
}

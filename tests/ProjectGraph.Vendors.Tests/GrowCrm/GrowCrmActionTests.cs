using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmActionTests : GrowCrmTests
{
    [Fact]
    public async Task Assign_replaces_the_whole_team_and_an_empty_list_clears_it()
    {
        var operation = await DoAsync("assignGrowCrmProject", new { assigned = new object[] { 5L, 8L, 12L } });

        operation.Request().ShouldMatchSnapshot("team");
        (await ProjectAsync())
            .Assignees.Select(person => person.Name)
            .ShouldBe(["Jane Doe", "Maria Keller", "Omar Haddad"], ignoreOrder: true);

        (await DoAsync("assignGrowCrmProject", new { assigned = Array.Empty<object>() })).RequestBody.ShouldBe("""{"assigned":[]}""");
        (await ProjectAsync()).Assignees.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_manager_is_set_and_removed()
    {
        (await DoAsync("setGrowCrmProjectManager", new { manager = 8L })).RequestBody.ShouldBe("""{"manager":8}""");
        (await ProjectAsync()).Managers.Single().Name.ShouldBe("Maria Keller");

        var operation = await DoAsync("setGrowCrmProjectManager", new { manager = (object?)null });
        operation.Request().ShouldMatchSnapshot("no manager");
        (await ProjectAsync()).Managers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NOT_STARTED", "not_started", ProjectStatus.NotStarted)]
    [InlineData("IN_PROGRESS", "in_progress", ProjectStatus.InProgress)]
    [InlineData("ON_HOLD", "on_hold", ProjectStatus.OnHold)]
    [InlineData("CANCELLED", "cancelled", ProjectStatus.Cancelled)]
    [InlineData("COMPLETED", "completed", ProjectStatus.Completed)]
    public async Task The_status_goes_out_in_the_vendors_words_and_comes_back_in_the_graphs(string given, string word, ProjectStatus status)
    {
        var operation = await DoAsync("changeGrowCrmProjectStatus", new { status = given });

        operation.Request().ShouldMatchSnapshot(given);
        var project = await ProjectAsync();
        (project.Status, project.VendorStatus).ShouldBe((status, word));
    }

    [Fact]
    public async Task Progress_is_set_and_nothing_else_moves()
    {
        var operation = await DoAsync("updateGrowCrmProjectProgress", new { progress = 100 });

        operation.Request().ShouldMatchSnapshot();
        var project = await ProjectAsync();
        (project.Progress, project.Status, project.GrowCrm!.ProgressManually).ShouldBe((100, ProjectStatus.InProgress, false));
    }

    [Fact]
    public async Task Tags_are_replaced_and_cleared()
    {
        var operation = await DoAsync("setGrowCrmProjectTags", new { tags = new object[] { "urgent", "q4" } });

        operation.Request().ShouldMatchSnapshot();
        (await ProjectAsync()).Tags.Select(tag => tag.Tag).ShouldBe(["urgent", "q4"], ignoreOrder: true);

        await DoAsync("setGrowCrmProjectTags", new { tags = Array.Empty<object>() });
        (await ProjectAsync()).Tags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "archived")]
    [InlineData("state-is-archive", "archive")]
    public async Task Archive_and_restore_change_the_state_alone(string? variant, string word)
    {
        Sandbox.Faults.Set(new SandboxFaults([], variant is null ? [] : [variant]));
        var archive = await DoAsync("archiveGrowCrmProject", new { });

        (archive.RequestMethod, archive.RequestBody).ShouldBe(("PUT", null));
        archive.RequestUrl.ShouldEndWith("/api/projects/42/archive");
        var archived = await ProjectAsync();
        (archived.Archived, archived.GrowCrm!.ActiveStateRaw, archived.Status).ShouldBe((true, word, ProjectStatus.InProgress));

        (await DoAsync("restoreGrowCrmProject", new { })).RequestUrl.ShouldEndWith("/api/projects/42/restore");
        (await ProjectAsync()).Archived.ShouldBe(false);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("timers-id-is-text")]
    public async Task Stopping_timers_stops_them_and_keeps_the_project(string? variant)
    {
        Sandbox.Faults.Set(new SandboxFaults([], variant is null ? [] : [variant]));
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("stopGrowCrmProjectTimers", new { }, id);

        (result.State, result.ProjectIds.Single()).ShouldBe((OperationState.Succeeded, id));
        (await OperationAsync(result)).RequestUrl.ShouldEndWith("/api/projects/42/stop-timers");
        AtVendor("91", "timers")!["status"]!.GetValue<string>().ShouldBe("stopped");
        (await ProjectAsync()).Name.ShouldBe("Website Redesign");
    }

    [Theory]
    [InlineData("assignGrowCrmProject", "assigned")]
    [InlineData("setGrowCrmProjectManager", "manager")]
    public async Task A_person_that_the_vendor_does_not_know_is_refused_by_the_field(string operation, string field)
    {
        object unknown = field == "assigned" ? new List<object?> { 5L, 999L } : 999L;

        var result = await Host.RunAsync(operation, new Dictionary<string, object?> { [field] = unknown }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code, result.Errors[0].Field).ShouldBe(
            (OperationState.Refused, VendorErrors.VendorValidation, field)
        );
        (await ProjectAsync()).Assignees.Single().Name.ShouldBe("Jane Doe");
    }

    [Fact]
    public async Task A_tag_without_text_is_refused_by_the_vendor()
    {
        var result = await Host.RunAsync("setGrowCrmProjectTags", new { tags = new object[] { " " } }, await ProjectIdAsync());

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.VendorValidation, "tags"));
    }
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmUnknownOutcomeTests : GrowCrmTests
{
    public static TheoryData<string, object> Changes { get; } =
        new()
        {
            {
                "updateGrowCrmProject",
                new
                {
                    projectTitle = "Seen",
                    projectBillingRate = 12.345m,
                    assignedpermTasksCollaborate = false,
                }
            },
            { "assignGrowCrmProject", new { assigned = new object[] { 12L, 8L } } },
            { "setGrowCrmProjectManager", new { manager = (object?)null } },
            { "setGrowCrmProjectManager", new { manager = 8L } },
            { "changeGrowCrmProjectStatus", new { status = "ON_HOLD" } },
            { "updateGrowCrmProjectProgress", new { progress = 41 } },
            { "setGrowCrmProjectTags", new { tags = new object[] { "b", "a" } } },
            { "archiveGrowCrmProject", new { } },
            { "cloneGrowCrmProject", new { projectTitle = "Clone", copyTasks = true } },
            { "deleteGrowCrmProject", new { } },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_write_with_a_lost_response_is_found_at_the_vendor(string operation, object input)
    {
        var id = await ProjectIdAsync();
        Sandbox.Faults.Set([
            .. new[] { "PUT", "POST", "DELETE" }.Select(verb => new SandboxFault
            {
                Kind = SandboxFaultKind.LostAnswer,
                Method = verb,
                Times = 1,
            }),
        ]);

        var result = await Host.RunAsync(operation, input, id);

        result.State.ShouldBe(OperationState.Succeeded, string.Join(", ", result.Errors));
        Sandbox.Log.Recent().Count(request => request.Method != "GET").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_failing_vendor_that_shows_the_old_state_did_not_do_it(string operation, object input)
    {
        Sandbox.Faults.Set([
            .. new[] { "PUT", "POST", "DELETE" }.Select(verb => new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Method = verb,
                Status = 503,
            }),
        ]);

        var result = await Host.RunAsync(operation, input, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
    }

    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer)]
    [InlineData(SandboxFaultKind.CutBody)]
    [InlineData(SandboxFaultKind.Garbage)]
    internal async Task A_create_whose_answer_is_lost_is_found_again(SandboxFaultKind kind)
    {
        Fault(kind, "POST");

        var project = await NewAsync(
            await Host.RunAsync(
                "createGrowCrmProject",
                new
                {
                    projectClientid = 12L,
                    projectTitle = " Found again ",
                    projectDateStart = "2026-06-01",
                    projectCategoryid = 3L,
                    projectCreatorid = 5L,
                }
            )
        );

        (project.Name.Trim(), project.GrowCrm!.CreatorId).ShouldBe(("Found again", 5));
        Sandbox.Log.Recent().Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task Restoring_is_settled_too()
    {
        await DoAsync("archiveGrowCrmProject", new { });
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        await DoAsync("restoreGrowCrmProject", new { });

        (await ProjectAsync()).Archived.ShouldBe(false);
    }

    [Fact]
    public async Task Whether_timers_were_stopped_can_not_be_told()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync("stopGrowCrmProjectTimers", new { }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Unknown, VendorErrors.VendorNoAnswer));
    }

    [Fact]
    public async Task Two_new_projects_that_look_alike_leave_it_unknown()
    {
        // Another client creates the same project at the same time.
        using var http = new HttpClient { BaseAddress = Channel.Settings.BaseUrl };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox");
        const string Twin = """{"project_clientid":12,"project_title":"Twin","project_date_start":"2026-06-01","project_categoryid":3}""";
        (await http.PostAsync("projects", new StringContent(Twin))).EnsureSuccessStatusCode();
        Fault(SandboxFaultKind.LostAnswer, "POST");

        var result = await Host.RunAsync(
            "createGrowCrmProject",
            new
            {
                projectClientid = 12L,
                projectTitle = "Twin",
                projectDateStart = "2026-06-01",
                projectCategoryid = 3L,
            }
        );

        result.State.ShouldBe(OperationState.Unknown);
    }
}

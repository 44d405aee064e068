using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataUnknownOutcomeTests : CoreDataHostTests
{
    [Fact]
    public async Task A_create_with_a_lost_response_is_found_in_its_space()
    {
        Fault(SandboxFaultKind.LostAnswer, "POST");

        var result = await Host.RunAsync(
            "createCoreDataProject",
            new
            {
                title = "Found again",
                space = CoreDataServer.Space,
                tags = new object[] { "b", "a" },
                responsibleUsers = new object[] { "rey" },
                description = "",
            }
        );

        (await ResultAsync(result)).Name.ShouldBe("Found again");
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task Two_new_projects_that_look_alike_leave_it_unknown()
    {
        using var http = new HttpClient { BaseAddress = Channel.Settings.BaseUrl };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "apikey sandbox:sandbox");
        using var body = new StringContent($$"""{"title":"Twin","space":"{{CoreDataServer.Space}}"}""");
        (await http.PostAsync("api/v2/projects/", body)).EnsureSuccessStatusCode();
        Fault(SandboxFaultKind.LostAnswer, "POST");

        var result = await Host.RunAsync("createCoreDataProject", new { title = "Twin", space = CoreDataServer.Space });

        result.State.ShouldBe(OperationState.Unknown);
    }

    [Fact]
    public async Task An_update_with_a_lost_response_is_found_at_the_vendor()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync(
            "updateCoreDataProject",
            new
            {
                title = "Seen",
                space = CoreDataServer.Space,
                associatedUsers = new object[] { "rey", "padme" },
                dueDate = (object?)null,
                template = CoreDataServer.StandardTemplate,
                aspects = new { kkscode = new { kks_code = new object[] { "COD____" } } },
            },
            await ProjectIdAsync()
        );

        (await ResultAsync(result)).Name.ShouldBe("Seen");
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_vendor_that_shows_the_old_state_did_not_do_it()
    {
        Fault(SandboxFaultKind.Status, "PUT", status: 503);

        var result = await Host.RunAsync("updateCoreDataProject", new { title = "Not done" }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
    }

    [Fact]
    public async Task A_lost_update_of_write_only_fields_stays_unknown()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync(
            "updateCoreDataProject",
            new { subProjectOf = new object[] { "7e9a4c02-7758-11ee-834b-5e7f9b1d3a65" } },
            await ProjectIdAsync()
        );

        result.State.ShouldBe(OperationState.Unknown);
    }

    [Fact]
    public async Task A_contact_with_a_lost_response_is_not_added_twice()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync("addCoreDataProjectContact", new { contactId = CoreDataServer.Contact }, await ProjectIdAsync());

        (await ResultAsync(result)).Contacts.Single().Contact.ShouldBe(CoreDataServer.Contact);
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_with_a_lost_response_is_not_sent_twice()
    {
        Fault(SandboxFaultKind.LostAnswer, "DELETE");
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deleteCoreDataProject", new { }, id);

        (result.State, result.DeletedProjectId, Writes()).ShouldBe((OperationState.Succeeded, id, 1));
    }

    [Fact]
    public async Task A_write_that_can_not_be_read_back_stays_unknown_until_it_can()
    {
        Fault(SandboxFaultKind.Status, "GET", times: null);
        var result = await Host.RunAsync("createCoreDataProject", new { title = "Late", space = CoreDataServer.Space });
        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Unknown, VendorErrors.VendorNoAnswer));

        Sandbox.Faults.Set();
        (await Host.Recovery.RunAsync(default)).ShouldBe(1);

        (await OperationAsync(result)).State.ShouldBe(OperationState.Succeeded);
        Writes().ShouldBe(1);
    }
}

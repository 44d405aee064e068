using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Planhat;
using ProjectGraph.Vendors.Tests.Operations;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatOperationTests : OperationTests
{
    private static readonly DateTimeOffset Start = new(2021, 7, 26, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Create_sends_what_the_documents_print_and_stores_what_comes_back()
    {
        var result = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                companyId = Company,
                startDate = Start,
                endDate = Start.AddDays(5),
                currency = "USD",
                mrr = 1000m,
                name = "New project",
            }
        );

        result.Errors.ShouldBeEmpty();
        result.State.ShouldBe(OperationState.Succeeded);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        var project = await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default);
        project!.Name.ShouldBe("New project");
        project.StartDate.ShouldBe(new DateOnly(2021, 7, 26));
        project.Planhat!.StartDateTime.ShouldBe(Start);
        project.Company!.Name.ShouldBe("Tenet");
        project.Mrr.ShouldBe(1000);
    }

    [Theory]
    [InlineData("extid-tenet")]
    [InlineData("srcid-0014x00000TenetUS")]
    public async Task Create_can_name_the_company_by_its_other_keys(string companyId)
    {
        var result = await Host.RunAsync("createPlanhatProject", new { companyId, name = "By key" });

        var project = await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default);
        project!.Company!.VendorId.ShouldBe(Company);
    }

    [Fact]
    public async Task Update_changes_only_what_it_names()
    {
        var result = await Host.RunAsync("updatePlanhatProject", new { name = "Big project" }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Succeeded);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        var project = await ProjectAsync();
        (project.Name, project.Mrr, project.Currency).ShouldBe(("Big project", 1000, "USD"));
    }

    [Fact]
    public async Task Update_unsets_what_is_null()
    {
        await Host.RunAsync("updatePlanhatProject", new { endDate = (object?)null }, await ProjectIdAsync());

        (await ProjectAsync()).DueDate.ShouldBeNull();
        AtVendor(Project)!.ContainsKey("endDate").ShouldBeFalse();
    }

    [Fact]
    public async Task Delete_removes_the_project_from_vendor_and_graph()
    {
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deletePlanhatProject", new { }, id);

        (result.State, result.DeletedProjectId).ShouldBe((OperationState.Succeeded, id));
        AtVendor(Project).ShouldBeNull();
        (await Host.Store.FindProjectAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Bulk_upsert_creates_and_changes_in_one_request()
    {
        var result = await Host.RunAsync(
            "bulkUpsertPlanhatProjects",
            new
            {
                projects = new object[]
                {
                    new { id = Project, mrr = 10000m },
                    new
                    {
                        companyId = Company,
                        name = "Improvements",
                        mrr = 5000,
                    },
                },
            }
        );

        result.Errors.ShouldBeEmpty();
        result.ProjectIds.Count.ShouldBe(2);
        (result.Extra!["created"]!.GetValue<int>(), result.Extra["updated"]!.GetValue<int>()).ShouldBe((1, 1));
        (await ProjectAsync()).Mrr.ShouldBe(10000);
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task What_a_bulk_refuses_is_told_by_item_and_the_rest_is_done()
    {
        var result = await Host.RunAsync(
            "bulkUpsertPlanhatProjects",
            new
            {
                projects = new object[]
                {
                    new { id = Project, mrr = 1m },
                    new
                    {
                        externalId = "x-1",
                        companyId = "extid-nobody",
                        name = "No company",
                    },
                },
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        result.Errors.ShouldMatchSnapshot();
        (await ProjectAsync()).Mrr.ShouldBe(1);
    }

    [Fact]
    public async Task A_bulk_of_which_nothing_was_done_is_refused_by_item()
    {
        var result = await Host.RunAsync(
            "bulkUpsertPlanhatProjects",
            new
            {
                projects = new object[]
                {
                    new { companyId = "extid-nobody", name = "Without a key" },
                    new { sourceId = "s-1", name = "Without a company" },
                },
            }
        );

        result.State.ShouldBe(OperationState.Refused);
        result.Errors.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task A_unified_bulk_tells_the_fields_as_the_caller_does()
    {
        var company = (await ProjectAsync()).CompanyId;

        var result = await Host.RunAsync(
            "upsertProjects",
            new
            {
                vendorAccountId = Channel.VendorAccount.Id,
                projects = new object[]
                {
                    new
                    {
                        externalId = "e-1",
                        name = "New",
                        companyId = company,
                    },
                    new { externalId = "e-2", name = "No company" },
                },
            }
        );

        result.ProjectIds.Count.ShouldBe(1);
        result.Errors.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task A_bulk_without_the_right_to_write_is_forbidden_by_item()
    {
        var reader = await Host.ConnectAsync(Vendor.Planhat, "reader", new() { ["Token"] = "sandbox-read-only" });

        var result = await Host.RunAsync(
            "bulkUpsertPlanhatProjects",
            new { vendorAccountId = reader.VendorAccount.Id, projects = new object[] { new { id = Project, mrr = 1m } } }
        );

        (result.Errors.Single().Code, result.Errors[0].Field, result.Errors[0].VendorCode).ShouldBe(
            (VendorErrors.VendorForbidden, "projects[0]", "403")
        );
    }

    [Fact]
    public async Task A_name_in_a_not_found_message_is_not_a_field()
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(Project));

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "x" }, id);

        (result.Errors.Single().Code, result.Errors[0].Field, result.Errors[0].VendorCode).ShouldBe(
            (VendorErrors.VendorNotFound, null, "400")
        );
        PlanhatRefusals
            .Read(new(400, new Dictionary<string, string>(), """{"message":"Project not found: extid-name"}"""u8.ToArray()))
            .Single()
            .Field.ShouldBeNull();
    }

    /// <summary>A pattern whose time grows with the square of the length would take days for these.</summary>
    [Theory]
    [InlineData("token", 403)]
    [InlineData("missing", 403)]
    [InlineData("not foun", 400)]
    [InlineData("compan", 400)]
    public void A_message_of_megabytes_is_understood_in_one_pass(string repeated, int status)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 4_000_000 / repeated.Length));

        var error = PlanhatRefusals
            .Read(new(status, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes($$"""{"message":"{{text}}"}""")))
            .Single();

        (error.Code, error.Field).ShouldBe((RefusalCodes.FromStatus(status), null));
    }

    [Theory]
    [InlineData("name", " ")]
    [InlineData("companyId", "nonsense")]
    [InlineData("custom", 3)]
    [InlineData("mrr", 1e20)]
    public async Task What_the_documents_refuse_is_refused_before_any_call(string field, object value)
    {
        var input = new Dictionary<string, object?>
        {
            ["name"] = "N",
            ["companyId"] = Company,
            [field] = value,
        };

        var result = await Host.RunAsync("createPlanhatProject", input);

        result.State.ShouldBe(OperationState.Refused);
        result.Errors.Single().Field.ShouldBe(field);
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_of_5001_items_is_refused_before_any_call()
    {
        var items = Enumerable.Range(0, 5001).Select(_ => (object?)Values.Convert(new { id = Project })).ToList();

        var result = await Host.RunAsync("bulkUpsertPlanhatProjects", new Dictionary<string, object?> { ["projects"] = items });

        result.Errors.Single().Field.ShouldBe("projects");
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_with_a_lost_response_is_reconciled_by_its_effects()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync(
            "bulkUpsertPlanhatProjects",
            new { projects = new object[] { new { id = Project, mrr = 77m }, new { companyId = Company, name = "Lost and found" } } }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        result.ProjectIds.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("6101a50072c0e0884d5e8db1", "New project")]
    [InlineData("extid-url/123", "URL123")]
    [InlineData("srcid-0064x00000Alvdalen2", "Älvdalen 2")]
    public async Task The_live_read_finds_a_project_by_each_key(string id, string name)
    {
        var projects = await Host.LiveReads.RunAsync("planhatProject", Values.Convert(new { id }), default);

        projects.Single().Name.ShouldBe(name);
        projects[0].Id.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_live_read_of_an_unknown_project_is_empty() =>
        (await Host.LiveReads.RunAsync("planhatProject", Values.Convert(new { id = "ffffffffffffffffffffffff" }), default)).ShouldBeEmpty();

    [Fact]
    public async Task The_live_list_passes_its_options_on()
    {
        var projects = await Host.LiveReads.RunAsync(
            "planhatProjects",
            Values.Convert(
                new
                {
                    limit = 2,
                    offset = 0,
                    sort = "-name",
                    select = "_id,name,companyId",
                }
            ),
            default
        );

        projects.Select(project => project.Name).ShouldBe(["Älvdalen 2", "URL123"]);
        Sandbox.Log.Recent().Single().Url.ShouldBe("/projects?limit=2&offset=0&sort=-name&select=_id%2Cname%2CcompanyId");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Without_the_list_of_companies_the_projects_are_synced_all_the_same(int status)
    {
        var channel = await Host.ConnectAsync(Vendor.Planhat, "projects only");
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Path = "/companies",
                Status = status,
            }
        );

        var report = await Host.SyncAsync(channel);

        (report.Error, report.Quarantined, await Host.CountAsync(channel)).ShouldBe((null, 0, 4));
        (await Host.FindAsync(channel, Project))!.Company!.Name.ShouldBe("Tenet");
    }

    [Fact]
    public async Task A_live_read_with_an_invalid_argument_is_reported()
    {
        var refused = await Should.ThrowAsync<Data.Sync.VendorReadException>(() =>
            Host.LiveReads.RunAsync("planhatProjects", Values.Convert(new { limit = 2001 }), default)
        );

        refused.Code.ShouldBe(VendorErrors.InvalidInput);
    }
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkOperationTests : HeatpunkHostTests
{
    [Fact]
    public async Task Create_sends_what_the_document_prints_and_reads_back_what_came_of_it()
    {
        var result = await Host.RunAsync(
            Create,
            new
            {
                owner = "sales@example.com",
                customerName = "Joe Bloggs",
                address = "123 Sample Street",
                postcode = "AB12 3CD",
            }
        );

        var project = await SavedAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.VendorId, project.Name, project.VendorStatus, project.Status).ShouldBe(
            ("1600001", "Mon Mar 02 2026", "Lead", ProjectStatus.NotStarted)
        );
        (project.Company!.Name, project.Owner!.Email, project.Heatpunk!.OwnerUserId).ShouldBe(("Joe Bloggs", "sales@example.com", 20418));
        project.Url.ShouldBe("https://heatpunk.co.uk/?project=1600001");
    }

    [Fact]
    public async Task What_heatpunk_never_shows_is_known_from_the_write_and_survives_a_sync()
    {
        var created = await SavedAsync(
            await Host.RunAsync(
                Create,
                new
                {
                    owner = "sales@example.com",
                    buildDate = "POST2006",
                    projectName = "Loft",
                    customerEmail = "a@example.com",
                    customerPhone = "01",
                    crmReference = "R-1",
                    lat = 52.2053,
                    lng = -0.1218,
                    status = "SALE",
                }
            )
        );
        await SavedAsync(await Host.RunAsync(Update, new { customerPhone = "02", customerEmail = (string?)null }, created.Id));

        (await Host.SyncAsync(Channel)).Error.ShouldBeNull();
        await SavedAsync(await Host.RunAsync("refreshProject", new { }, created.Id));

        var project = await ProjectAsync(created.VendorId);
        var own = project.Heatpunk!;
        (own.BuildDate, own.CustomerEmail, own.CustomerPhone, own.CrmReference).ShouldBe((HeatpunkBuildDate.Post2006, null, "02", "R-1"));
        (project.Reference, project.Name, project.VendorStatus).ShouldBe(("R-1", "Loft", "Sale"));
        (own.Lat, own.Lng).ShouldBe((52.205299377441406, -0.12179999798536301));
        AtVendor(created.VendorId)["buildDate"]!.GetValue<string>().ShouldBe("post2006");
    }

    [Fact]
    public async Task Update_sends_what_the_document_prints_and_reads_back_what_came_of_it()
    {
        var before = await ProjectAsync();

        var result = await Host.RunAsync(Update, new { userEmail = HeatpunkServer.Owner, status = "COMPLETED" }, before.Id);

        var project = await SavedAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.Status, project.VendorStatus, project.Name).ShouldBe((ProjectStatus.Completed, "Completed", before.Name));
        project.UpdatedAt!.Value.ShouldBeGreaterThan(before.UpdatedAt!.Value);
    }

    [Fact]
    public async Task An_update_without_a_user_is_sent_in_the_vendor_accounts_name()
    {
        var result = await Host.RunAsync(Update, new { projectName = "By default" }, await ProjectIdAsync());

        (await SavedAsync(result)).Name.ShouldBe("By default");
        (await BodyAsync(result))["userEmail"]!.GetValue<string>().ShouldBe("sales@example.com");
    }

    [Fact]
    public async Task Null_empties_a_text_and_unsets_a_coordinate()
    {
        var result = await Host.RunAsync(Update, new { customerName = (string?)null, lat = (double?)null }, await ProjectIdAsync());

        (await MetaAsync(result)).ShouldBe("""{"customerName":"","lat":null}""");
        var project = await SavedAsync(result);
        (project.Company, project.Heatpunk!.CustomerName, project.Heatpunk.Lat).ShouldBe((null, null, null));
        project.Heatpunk.Lng.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_dry_run_shows_the_request_and_sends_nothing()
    {
        var created = await Host.RunAsync(
            Create,
            new
            {
                owner = "sales@example.com",
                buildDate = "PRE2000",
                dryRun = true,
            }
        );
        var updated = await Host.RunAsync(Update, new { address = "A", dryRun = true }, await ProjectIdAsync());

        (created.State, updated.State).ShouldBe((OperationState.Planned, OperationState.Planned));
        (await OperationAsync(created)).Request().ShouldMatchSnapshot("create");
        (await OperationAsync(updated)).Request().ShouldMatchSnapshot("update");
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("owner", "nobody")]
    [InlineData("projectName", " ")]
    [InlineData("lat", 90.5)]
    [InlineData("lng", -180.5)]
    [InlineData("status", "Lead")]
    [InlineData("buildDate", "1999")]
    public async Task What_a_create_can_not_be_is_refused_before_any_call(string field, object value)
    {
        var result = await Host.RunAsync(Create, new Dictionary<string, object?> { ["owner"] = "sales@example.com", [field] = value });

        (result.State, result.Errors.Single().Code, result.Errors[0].Field).ShouldBe(
            (OperationState.Refused, VendorErrors.InvalidInput, field)
        );
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("projectName", null, "projectName")]
    [InlineData("status", null, "status")]
    [InlineData("buildDate", null, "buildDate")]
    [InlineData("userEmail", "sales@example.com", null)]
    public async Task What_an_update_can_not_be_is_refused_before_any_call(string field, string? value, string? told)
    {
        var result = await Host.RunAsync(Update, new Dictionary<string, object?> { [field] = value }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code, result.Errors[0].Field).ShouldBe(
            (OperationState.Refused, VendorErrors.InvalidInput, told)
        );
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task Whom_heatpunk_does_not_know_or_let_it_refuses()
    {
        var stranger = await Host.RunAsync(Create, new { owner = "nobody@example.com" });
        var newcomer = await Host.RunAsync(
            Update,
            new { userEmail = HeatpunkServer.WithoutProjects, address = "A" },
            await ProjectIdAsync()
        );

        foreach (var result in new[] { stranger, newcomer })
        {
            (result.State, result.Errors.Single().Code, result.Errors[0].VendorCode).ShouldBe(
                (OperationState.Refused, VendorErrors.VendorForbidden, "403")
            );
        }
        stranger.Errors[0].Message.ShouldContain("not a member");
        newcomer.Errors[0].Message.ShouldContain("no access");
    }

    [Fact]
    public async Task A_deleted_project_is_a_refusal()
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(Project));

        var result = await Host.RunAsync(Update, new { address = "A" }, id);

        (result.Errors.Single().Code, result.Errors[0].VendorCode).ShouldBe((VendorErrors.VendorNotFound, "404"));
    }

    [Theory]
    [InlineData(400, VendorErrors.VendorValidation)]
    [InlineData(401, VendorErrors.VendorUnauthorized)]
    public async Task A_refusal_has_the_code_of_its_cause(int status, string code)
    {
        Fault(SandboxFaultKind.Status, "create", status);

        var result = await Host.RunAsync(Create, new { owner = "sales@example.com" });

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Refused, code));
    }

    [Fact]
    public async Task A_project_of_another_vendor_is_refused()
    {
        var planhat = await Host.ConnectAsync(Vendor.Planhat, "planhat");
        await Host.SyncAsync(planhat);
        var other = await Host.FindAsync(planhat, "6101a50072c0e0884d5e8db1");

        var result = await Host.RunAsync(Update, new { address = "A" }, other!.Id);

        result.Errors.Single().Code.ShouldBe(VendorErrors.WrongVendor);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_live_read_lists_by_creation_day_in_the_name_of_the_user()
    {
        var input = Values.Convert(
            new
            {
                userEmail = HeatpunkServer.Everybody,
                start = "2025-05-22",
                end = new DateOnly(2025, 11, 22),
            }
        );

        var project = (await Host.LiveReads.RunAsync("heatpunkProjects", input, default)).Single();

        (project.VendorId, project.Name, project.Id).ShouldBe(("1353680", "Mon Sep 01 2025", (await ProjectAsync("1353680")).Id));
        (
            await Host.LiveReads.RunAsync(
                "heatpunkProjects",
                Values.Convert(
                    new
                    {
                        userEmail = HeatpunkServer.WithoutProjects,
                        start = "2000-01-01",
                        end = "2030-01-01",
                    }
                ),
                default
            )
        ).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sales@example.com", "2025-02-01", "2025-01-01", VendorErrors.InvalidInput)]
    [InlineData("sales", "2025-01-01", "2025-01-01", VendorErrors.InvalidInput)]
    [InlineData("sales@example.com", "2025-13-01", "2025-01-01", VendorErrors.InvalidInput)]
    [InlineData("nobody@example.com", "2025-01-01", "2025-01-01", VendorErrors.VendorForbidden)]
    public async Task An_impossible_live_read_is_reported(string userEmail, string start, string end, string code)
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            Host.LiveReads.RunAsync(
                "heatpunkProjects",
                Values.Convert(
                    new
                    {
                        userEmail,
                        start,
                        end,
                    }
                ),
                default
            )
        );

        refused.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_vendor_account_without_a_user_reports_the_setting_to_set()
    {
        var settings = Channel.Settings with { Name = "nobody", Settings = new Dictionary<string, string>() };
        var channel = await Host.VendorAccounts.RegisterAsync(settings, default);

        var report = await Host.SyncAsync(channel);

        report.ErrorCode.ShouldBe(VendorErrors.RequiredField);
        report.Error!.ShouldContain("Settings:UserEmail");
    }
}

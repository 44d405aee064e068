using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkUnifiedTests : HeatpunkHostTests
{
    [Fact]
    public async Task Create_makes_the_vendors_request_and_the_vendor_accounts_user_the_owner()
    {
        var company = (await ProjectAsync()).CompanyId;

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "Unified",
                reference = "R-7",
                status = "COMPLETED",
                companyId = company,
                heatpunk = new { buildDate = "POST2000", postcode = "CB1 1AA" },
            }
        );

        var project = await SavedAsync(result);
        (await BodyAsync(result)).ShouldBeJson(
            """
            {"owner":"sales@example.com","meta":{"buildDate":"post2000","projectName":"Unified","customerName":"Joe Bloggs","postcode":"CB1 1AA","status":"Completed","crmReference":"R-7"}}
            """
        );
        (project.Reference, project.CompanyId, project.Heatpunk!.BuildDate).ShouldBe(("R-7", company, HeatpunkBuildDate.Post2000));
    }

    [Fact]
    public async Task Create_takes_the_owner_by_person_or_by_address()
    {
        var sales = (await SavedAsync(await Host.RunAsync("createProject", new { name = "Mine" }))).OwnerId;
        var unseen = (await ProjectAsync()).OwnerId;

        var byPerson = await SavedAsync(
            await Host.RunAsync(
                "createProject",
                new
                {
                    name = "A",
                    ownerId = sales,
                    userEmail = HeatpunkServer.Owner,
                }
            )
        );
        var byAddress = await SavedAsync(await Host.RunAsync("createProject", new { name = "B", userEmail = HeatpunkServer.Owner }));
        var refused = await Host.RunAsync("createProject", new { name = "C", userEmail = "nobody" });

        (byPerson.OwnerId, byAddress.OwnerId).ShouldBe((sales, unseen));
        (refused.Errors.Single().Code, refused.Errors[0].Field).ShouldBe((VendorErrors.InvalidInput, "userEmail"));
    }

    [Fact]
    public async Task An_owner_whose_address_was_never_shown_can_not_be_named()
    {
        var result = await Host.RunAsync("createProject", new { name = "A", ownerId = (await ProjectAsync()).OwnerId });

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.InvalidInput, "ownerId"));
        Writes().ShouldBe(0);
    }

    [Theory]
    [InlineData("NOT_STARTED", "Lead")]
    [InlineData("IN_PROGRESS", "Install")]
    [InlineData("COMPLETED", "Completed")]
    [InlineData("CANCELLED", "Rejected")]
    public async Task A_status_is_written_in_heatpunks_words(string status, string word)
    {
        var result = await Host.RunAsync("setProjectStatus", new { status }, await ProjectIdAsync());

        (await SavedAsync(result)).VendorStatus.ShouldBe(word);
        (await MetaAsync(result)).ShouldBe($$"""{"status":"{{word}}"}""");
    }

    [Theory]
    [InlineData("Quote", ProjectStatus.NotStarted)]
    [InlineData("Sale", ProjectStatus.InProgress)]
    public async Task Heatpunks_own_word_is_written_verbatim(string vendorStatus, ProjectStatus status)
    {
        var project = await SavedAsync(
            await Host.RunAsync("setProjectStatus", new { vendorStatus, userEmail = HeatpunkServer.Owner }, await ProjectIdAsync())
        );

        (project.VendorStatus, project.Status).ShouldBe((vendorStatus, status));
    }

    [Theory]
    [InlineData("status", "ON_HOLD", VendorErrors.UnsupportedField)]
    [InlineData("vendorStatus", "lead", VendorErrors.InvalidInput)]
    public async Task A_status_that_heatpunk_has_not_is_refused(string field, string value, string code)
    {
        var input = new Dictionary<string, object?> { [field] = value };
        foreach (var operation in new[] { "setProjectStatus", "updateProject" })
        {
            var result = await Host.RunAsync(operation, input, await ProjectIdAsync());

            (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((code, field), operation);
        }
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_lenient_caller_gets_a_loss_for_such_a_status()
    {
        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                status = "ON_HOLD",
                tags = new List<object?> { "x" },
                lenient = true,
            }
        );

        (await SavedAsync(result)).VendorStatus.ShouldBe("Lead");
        result.Losses.Select(loss => loss.Field).ShouldBe(["tags", "status"]);
    }

    [Fact]
    public async Task Update_changes_and_clears()
    {
        var id = await ProjectIdAsync();
        await SavedAsync(
            await Host.RunAsync(
                "updateProject",
                new
                {
                    reference = "R",
                    name = "New name",
                    heatpunk = new { customerEmail = "c@example.com" },
                },
                id
            )
        );

        var result = await Host.RunAsync(
            "updateProject",
            new
            {
                reference = (string?)null,
                companyId = (long?)null,
                heatpunk = new { lat = 1.5 },
            },
            id
        );

        var project = await SavedAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.Name, project.Reference, project.Heatpunk!.CrmReference, project.CompanyId).ShouldBe(("New name", null, null, null));
        (project.Heatpunk.CustomerEmail, project.Heatpunk.Lat).ShouldBe(("c@example.com", 1.5));
    }

    [Theory]
    [InlineData("description", "x")]
    [InlineData("ownerId", 1L)]
    [InlineData("name", null)]
    [InlineData("status", null)]
    public async Task What_heatpunk_can_not_change_is_named_before_any_call(string field, object? value)
    {
        var result = await Host.RunAsync("updateProject", new Dictionary<string, object?> { [field] = value }, await ProjectIdAsync());

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.UnsupportedField, field));
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task What_only_heatpunk_knows_is_named_within_its_own_object()
    {
        var result = await Host.RunAsync("createProject", new { name = " ", heatpunk = new { lat = 91, lng = -181 } });

        result.Errors.ShouldMatchSnapshot();
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task Whom_heatpunk_does_not_know_is_named()
    {
        var created = await Host.RunAsync("createProject", new { name = "A", userEmail = "nobody@example.com" });
        var updated = await Host.RunAsync(
            "updateProject",
            new { name = "A", userEmail = HeatpunkServer.WithoutProjects },
            await ProjectIdAsync()
        );

        foreach (var result in new[] { created, updated })
            (result.Errors.Single().Code, result.Errors[0].Field, result.Errors[0].VendorCode).ShouldBe(
                (VendorErrors.VendorForbidden, "userEmail", "403")
            );
    }

    [Fact]
    public async Task The_input_object_of_another_vendor_is_refused()
    {
        var result = await Host.RunAsync("createProject", new { name = "A", planhat = new { custom = new { A = 1 } } });

        result.Errors.Single().Code.ShouldBe(VendorErrors.WrongVendorInput);
    }

    [Theory]
    [InlineData("deleteProject")]
    [InlineData("archiveProject")]
    [InlineData("restoreProject")]
    public async Task What_heatpunk_does_not_document_is_refused_without_a_call(string operation)
    {
        var result = await Host.RunAsync(operation, new { }, await ProjectIdAsync());

        result.Errors.Single().Code.ShouldBe(VendorErrors.UnsupportedOperation);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refresh_picks_one_project_and_removes_one_that_is_gone()
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() =>
        {
            var row = Sandbox.Store["projects"].Get(Project)!;
            row["projectName"] = "Renamed";
            Sandbox.Store["projects"].Put(Project, row);
            return true;
        });
        (await SavedAsync(await Host.RunAsync("refreshProject", new { }, id))).Name.ShouldBe("Renamed");
        Sandbox.Log.Recent().Count.ShouldBe(1);

        Sandbox.Run(() => Sandbox.Store["projects"].Remove(Project));
        (await Host.RunAsync("refreshProject", new { }, id)).DeletedProjectId.ShouldBe(id);
    }

    [Fact]
    public async Task A_copy_is_composed_with_what_only_heatpunk_knows()
    {
        var id = await ProjectIdAsync();
        await SavedAsync(await Host.RunAsync(Update, new { customerPhone = "04", status = "QUOTE" }, id));

        var result = await Host.RunAsync("copyProject", new { name = "Copy", heatpunk = new { postcode = "ZZ1 1ZZ" } }, id);

        var (source, copy) = (await ProjectAsync(), await SavedAsync(result));
        (copy.Name, copy.VendorStatus, copy.CompanyId).ShouldBe(("Copy", "Quote", source.CompanyId));
        (copy.Heatpunk!.Address, copy.Heatpunk.Postcode, copy.Heatpunk.CustomerPhone).ShouldBe((source.Heatpunk!.Address, "ZZ1 1ZZ", "04"));
        copy.Heatpunk.Lat.ShouldBe(source.Heatpunk.Lat);
    }
}

using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataRefusalTests : CoreDataHostTests
{
    private const string Nobody = "d4d780ae-7758-11ee-9f6f-2b890065fae7";

    [Theory]
    [InlineData("title", " ")]
    [InlineData("space", "")]
    [InlineData("status", "Pending")]
    [InlineData("status", "project_status:")]
    [InlineData("aspects", 3)]
    [InlineData("dueDate", "03.01.2022")]
    public async Task What_the_documents_refuse_is_refused_before_any_call(string field, object value)
    {
        var input = new Dictionary<string, object?>
        {
            ["title"] = "T",
            ["space"] = CoreDataServer.Space,
            [field] = value,
        };

        var result = await Host.RunAsync("createCoreDataProject", input);

        (result.State, result.Errors.Single().Field, Requests().Count).ShouldBe((OperationState.Refused, field, 0));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("space")]
    [InlineData("status")]
    public async Task An_update_cannot_clear_required_fields(string field)
    {
        var result = await Host.RunAsync(
            "updateCoreDataProject",
            new Dictionary<string, object?> { [field] = null },
            await ProjectIdAsync()
        );

        (result.Errors.Single().Code, result.Errors[0].Field, Writes()).ShouldBe((VendorErrors.InvalidInput, field, 0));
    }

    [Fact]
    public async Task An_update_of_nothing_and_an_empty_contact_are_refused()
    {
        var id = await ProjectIdAsync();

        (await Host.RunAsync("updateCoreDataProject", new { }, id)).Errors.Single().Code.ShouldBe(VendorErrors.InvalidInput);
        (await Host.RunAsync("addCoreDataProjectContact", new { contactId = " " }, id)).Errors.Single().Field.ShouldBe("contactId");
        Writes().ShouldBe(0);
    }

    [Theory]
    [InlineData("space", Nobody)]
    [InlineData("template", Nobody)]
    [InlineData("fileplan", Nobody)]
    [InlineData("status", "project_status:Gone:")]
    public async Task The_vendors_refusal_of_a_create_names_the_field(string field, string value)
    {
        var input = new Dictionary<string, object?>
        {
            ["title"] = "T",
            ["space"] = CoreDataServer.Space,
            [field] = value,
        };

        var result = await Host.RunAsync("createCoreDataProject", input);

        var error = result.Errors.Single();
        (result.State, error.Code, error.Field, error.VendorCode).ShouldBe(
            (OperationState.Refused, VendorErrors.VendorValidation, field, "400")
        );
        error.Message.ShouldContain(value);
    }

    [Fact]
    public async Task Every_refused_field_of_an_update_is_reported()
    {
        var result = await Host.RunAsync(
            "updateCoreDataProject",
            new
            {
                responsibleUsers = new object[] { "nobody" },
                associatedUsers = new object[] { "nobody" },
                contacts = new object[] { Nobody },
                subProjectOf = new object[] { Nobody },
                aspects = new { colour = new { } },
            },
            await ProjectIdAsync()
        );

        result
            .Errors.Select(error => error.Field)
            .ShouldBe(["responsibleUsers", "associatedUsers", "contacts", "subProjectOf", "aspects"], ignoreOrder: true);
        AtVendor()!["version"]!.GetValue<string>().ShouldBe("0.1");
    }

    [Fact]
    public async Task A_contact_that_nobody_has_is_refused() =>
        (await Host.RunAsync("addCoreDataProjectContact", new { contactId = Nobody }, await ProjectIdAsync()))
            .Errors.Single()
            .Field.ShouldBe("contactId");

    [Theory]
    [InlineData("updateCoreDataProject")]
    [InlineData("deleteCoreDataProject")]
    public async Task A_deleted_project_is_reported(string operation)
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(CoreDataServer.Project));
        object input = operation == "updateCoreDataProject" ? new { title = "T" } : new { };

        var result = await Host.RunAsync(operation, input, id);

        (result.State, result.Errors.Single().Code, result.Errors[0].VendorCode).ShouldBe(
            (OperationState.Refused, VendorErrors.VendorNotFound, "404")
        );
    }

    [Theory]
    [InlineData("guest", "sandbox", VendorErrors.VendorForbidden, "403")]
    [InlineData("sandbox", "not-the-key", VendorErrors.VendorUnauthorized, "401")]
    public async Task Who_may_not_write_is_told(string user, string key, string code, string vendorCode)
    {
        var channel = await Host.ConnectAsync(Vendor.CoreData, "other", new() { ["User"] = user, ["Key"] = key });

        var result = await Host.RunAsync(
            "createCoreDataProject",
            new
            {
                title = "T",
                space = CoreDataServer.Space,
                vendorAccountId = channel.VendorAccount.Id,
            }
        );

        (result.State, result.Errors.Single().Code, result.Errors[0].VendorCode).ShouldBe((OperationState.Refused, code, vendorCode));
    }

    [Theory]
    [InlineData("updateCoreDataProject")]
    [InlineData("deleteCoreDataProject")]
    [InlineData("addCoreDataProjectContact")]
    public async Task A_project_of_another_vendor_is_refused(string operation)
    {
        var planhat = await Host.ConnectAsync(Vendor.Planhat, "planhat");
        await Host.SyncAsync(planhat);
        var id = (await Host.FindAsync(planhat, "6101a50072c0e0884d5e8db1"))!.Id;
        object input = operation switch
        {
            "updateCoreDataProject" => new { title = "T" },
            "addCoreDataProjectContact" => new { contactId = CoreDataServer.Contact },
            _ => new { },
        };

        var result = await Host.RunAsync(operation, input, id);

        (result.State, result.Errors.Single().Code, Writes()).ShouldBe((OperationState.Refused, VendorErrors.WrongVendor, 0));
    }

    [Theory]
    [InlineData(400, """{"error":"No."}""", VendorErrors.VendorValidation, null, "No.")]
    [InlineData(400, """{"projects":{"due_date":["Bad."]}}""", VendorErrors.VendorValidation, "dueDate", "Bad.")]
    [InlineData(400, """{"projects":{"__all__":"Bad."}}""", VendorErrors.VendorValidation, null, "Bad.")]
    [InlineData(400, "[1]", VendorErrors.VendorValidation, null, "CoreData responded with status 400.")]
    [InlineData(404, "", VendorErrors.VendorNotFound, null, "CoreData responded with status 404.")]
    [InlineData(301, "", VendorErrors.VendorUnavailable, null, "CoreData responded with status 301.")]
    [InlineData(502, "<html>", VendorErrors.VendorUnavailable, null, "CoreData responded with status 502.")]
    public void A_refusal_is_understood_in_every_shape(int status, string body, string code, string? field, string message)
    {
        var answer = new VendorResponse(status, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));

        var error = new CoreDataConnector().ReadRefusal(answer).Single();

        (error.Code, error.Field, error.Message, error.VendorCode).ShouldBe((code, field, message, $"{status}"));
    }
}

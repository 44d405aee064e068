using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.GrowCrm;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmMappingTests
{
    private const string Example = """
        {"id":42,"title":"Website Redesign","description":null,"reference":"R-1","status":"in_progress","active_state":"active","progress":40,
         "progress_manually":"no","client":{"id":12,"name":"Acme Inc"},"category":{"id":3,"name":"Development"},
         "dates":{"start":"2026-06-01","due":"2026-08-30","created":"2026-06-15T09:30:00.123456Z","updated":"2026-06-15T09:31:00.000000Z"},
         "billing":{"type":"hourly","rate":"120.00","estimated_hours":80,"costs_estimate":"0.00"},
         "permissions":{"clientperm_tasks_view":"yes","clientperm_tasks_collaborate":"yes","clientperm_tasks_create":"no",
          "clientperm_timesheets_view":"yes","clientperm_expenses_view":"no","assignedperm_tasks_collaborate":"yes"},
         "assigned":[{"id":5,"name":"Jane Doe"}],"managers":[{"id":2,"name":"John Smith"}],"tags":["priority","q3"],"new_key":[1]}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_documents_example_is_read_whole()
    {
        var project = Map(Example);

        project.ShouldMatchSnapshot();
    }

    [Fact]
    public void An_example_written_back_unchanged_is_the_documents_create_body()
    {
        var body = GrowCrmBody.Build(new UpdateGrowCrmProjectInput(), Map(Example));

        body.ShouldBeJson(
            """
            {"project_title":"Website Redesign","project_date_start":"2026-06-01","project_date_due":"2026-08-30","project_categoryid":3,
             "project_billing_type":"hourly","project_billing_rate":120.00,"project_billing_estimated_hours":80,"project_billing_costs_estimate":0.00,
             "clientperm_tasks_view":"on","clientperm_tasks_collaborate":"on","clientperm_timesheets_view":"on","assignedperm_tasks_collaborate":"on"}
            """
        );
        GrowCrmWriteVerification.ContainsSentValues(body, Example).ShouldBeTrue();
    }

    [Theory]
    [InlineData("project_title", "\"Other\"")]
    [InlineData("project_date_due", "null")]
    [InlineData("project_billing_rate", "121")]
    [InlineData("clientperm_expenses_view", "\"on\"")]
    public void A_change_that_is_not_there_leaves_no_trace(string name, string value)
    {
        var body = GrowCrmBody.Build(new UpdateGrowCrmProjectInput(), Map(Example));
        body[name] = JsonNode.Parse(value);

        GrowCrmWriteVerification.ContainsSentValues(body, Example).ShouldBeFalse();
        GrowCrmWriteVerification.HasNoOtherChanges(body, Example, Example).ShouldBeTrue();
    }

    [Fact]
    public void A_flag_that_stayed_on_shows_that_the_write_did_not_happen()
    {
        var body = GrowCrmBody.Build(new UpdateGrowCrmProjectInput { ClientpermTasksView = false }, Map(Example));

        GrowCrmWriteVerification.ContainsSentValues(body, Example).ShouldBeFalse();
    }

    [Theory]
    [InlineData("active", false)]
    [InlineData("archive", true)]
    [InlineData("archived", true)]
    [InlineData("frozen", null)]
    public void Both_words_for_archived_are_understood(string word, bool? archived) =>
        Map($$"""{"id":1,"active_state":"{{word}}"}""").Archived.ShouldBe(archived);

    [Fact]
    public void A_status_that_is_new_is_unknown_and_keeps_its_word()
    {
        var project = Map("""{"id":1,"status":"paused"}""");

        (project.Status, project.VendorStatus).ShouldBe((ProjectStatus.Unknown, "paused"));
    }

    [Fact]
    public void Numbers_may_come_as_text_and_text_money_as_numbers()
    {
        var project = Map("""{"id":"7","client":{"id":"12"},"billing":{"rate":12.5,"estimated_hours":"8.25"}}""");

        (project.VendorId, project.Company!.VendorId, project.GrowCrm!.BillingRate, project.GrowCrm.EstimatedHours).ShouldBe(
            ("7", "12", 12.5m, 8.25m)
        );
    }

    [Theory]
    [InlineData("""{"title":"no id"}""", "id")]
    [InlineData("""{"id":1,"title":{}}""", "title")]
    [InlineData("""{"id":1,"progress":"much"}""", "progress")]
    [InlineData("""{"id":1,"billing":{"rate":"1e20"}}""", "billing.rate")]
    [InlineData("""{"id":1,"dates":{"start":"tomorrow"}}""", "dates.start")]
    [InlineData("""{"id":1,"dates":{"updated":"yesterday"}}""", "dates.updated")]
    [InlineData("""{"id":1,"assigned":[{"name":"nobody"}]}""", "assigned[0]")]
    [InlineData("[]", "id")]
    public void An_unreadable_record_names_the_place(string document, string place) =>
        Should.Throw<VendorReadException>(() => Map(document)).Message.ShouldContain(place);

    private static Project Map(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return GrowCrmMapping.MapProject(parsed.RootElement.Clone(), Now);
    }
}

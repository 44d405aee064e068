using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataMappingTests
{
    /// <summary>The documents' response to Get Project details, with values for fields that they print empty.</summary>
    private const string Document = """
        {"aspects":{"kkscode":{"kks_code":["COD____"]}},"associated_contacts_id":["c1"],"associated_users":[{"first_name":"Rey","last_name":"","username":"rey"},"leia"],
         "connected_users":["Administrator"],"contacts":["c2","c1"],"created":"2023-10-30T19:16:30","created_by":"Administrator Administrator","description":"",
         "due_date":"2022-01-03","dynatype":{"caption_plural":"dynatypes_labels:Project_plural:","caption_singular":"dynatypes_labels:Project_singular:",
         "id":"6d97a3d8-7758-11ee-834b-c7bbcb21ca78","title":"Project"},"fileplan":"","fileplan_title":"","id":"d4d780ae-7758-11ee-9f6f-2b890065fae6",
         "identifier":"2023-3","modified":"2023-10-31T19:16:30+01:00","modified_by":"Leia Organa","path":"/domain/spaces/Spaces/Space/Projects/Project",
         "resource_uri":"/api/v2/projects/d4d780ae-7758-11ee-9f6f-2b890065fae6/","responsible_users":[{"first_name":"Padme","last_name":"Amidala","username":"padme"}],
         "snapshot_id":"d4d7a4b2-7758-11ee-9f6f-bfcc6a6f39f3","space":{"id":"ccdaa098-7758-11ee-a909-1397b0b24186","title":"Space"},
         "status":"project_status:In_progress:","status_message":"","tags":["b","a"],"template":null,"title":"Project","type":"Project","version":"0.1","new_key":{"a":1}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_documents_example_is_read_whole()
    {
        var project = Map(Document);

        project.ShouldMatchSnapshot();
    }

    [Fact]
    public void What_is_read_can_be_sent_and_leaves_its_trace()
    {
        var project = Map(Document);
        var body = CoreDataBody.Build(
            new CreateCoreDataProjectInput
            {
                Space = project.CoreData!.SpaceId!,
                Title = project.Name,
                Aspects = JsonNode.Parse(project.CustomFieldsJson!),
                AssociatedUsers = [.. project.Assignees.Select(person => person.Username!)],
                Contacts = [.. project.Contacts.Select(contact => contact.Contact)],
                DueDate = project.DueDate,
                ResponsibleUsers = [.. project.Managers.Select(person => person.Username!)],
                Status = project.VendorStatus,
                Tags = [.. project.Tags.Select(tag => tag.Tag)],
            }
        );

        CoreDataWriteVerification.ContainsSentValues(body, Document).ShouldBeTrue();
        foreach (
            var (name, other) in new[]
            {
                ("title", "\"P\""),
                ("tags", """["a"]"""),
                ("due_date", "null"),
                ("aspects", "{}"),
                ("space", "\"s\""),
            }
        )
        {
            var changed = body.DeepClone().AsObject();
            changed[name] = JsonNode.Parse(other);
            CoreDataWriteVerification.ContainsSentValues(changed, Document).ShouldBeFalse(name);
        }
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData(
        """{"id":"x","title":null,"aspects":null,"tags":null,"contacts":null,"responsible_users":null,"space":null,"due_date":"","created":null,"status":""}"""
    )]
    public void What_is_missing_or_empty_is_null(string document)
    {
        var project = Map(document);

        (
            project.Name,
            project.Status,
            project.VendorStatus,
            project.DueDate,
            project.CreatedAt,
            project.Owner,
            project.Url,
            project.CustomFieldsJson
        ).ShouldBe(("", null, null, null, null, null, null, null));
    }

    [Theory]
    [InlineData("""{"title":"no id"}""", "id")]
    [InlineData("""{"id":null}""", "id")]
    [InlineData("""{"id":"x","title":{}}""", "title")]
    [InlineData("""{"id":"x","tags":[1]}""", "tags")]
    [InlineData("""{"id":"x","due_date":"tomorrow"}""", "due_date")]
    [InlineData("""{"id":"x","created":"once"}""", "created")]
    [InlineData("""{"id":"x","aspects":[]}""", "aspects")]
    [InlineData("""{"id":"x","responsible_users":[{"first_name":"A"}]}""", "responsible_users[0]")]
    [InlineData("""{"id":"x","associated_users":[{"username":"a","first_name":1}]}""", "first_name")]
    [InlineData("[]", "id")]
    public void An_unreadable_record_names_the_place(string document, string place) =>
        Should.Throw<VendorReadException>(() => Map(document)).Message.ShouldContain(place);

    [Theory]
    [InlineData("PROJECT_STATUS:pending:", ProjectStatus.NotStarted)]
    [InlineData("project_status:Waiting_for_goods:", ProjectStatus.Unknown)]
    public void A_status_is_read_without_case_and_an_unknown_one_is_kept(string code, ProjectStatus status)
    {
        var project = Map($$"""{"id":"x","status":"{{code}}"}""");

        (project.Status, project.VendorStatus).ShouldBe((status, code));
    }

    [Theory]
    [InlineData("/api/v2/projects/d4de3d64-77ca-11ee-a3a4-ef9b9d43eefb/", "d4de3d64-77ca-11ee-a3a4-ef9b9d43eefb")]
    [InlineData("https://elsewhere.example/x/api/v2/projects/a%20b/?c=d", "a b")]
    [InlineData("/api/v2/projects/", null)]
    [InlineData("/api/v2/projects/../", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_new_projects_id_is_read_from_its_location(string? location, string? id) =>
        CreateCoreDataProject.FindIdInLocation(location).ShouldBe(id);

    private static Project Map(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        var settings = new VendorAccountSettings(
            "test",
            Vendor.CoreData,
            new("https://tenant.example/cored/"),
            new Dictionary<string, string>(),
            new Dictionary<string, string>()
        );
        return CoreDataMapping.Of(settings).MapProject(parsed.RootElement.Clone(), Now);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProjectGraph.Vendors.Tests.CoreData;

/// <summary>The requests that CoreData's page prints, in its order, against a sandbox that holds only the documents' examples.</summary>
public sealed partial class CoreDataSandboxCurlTests : IAsyncLifetime
{
    private const string Created = "d4de3d64-77ca-11ee-a3a4-ef9b9d43eefb";
    private const string WithContact = "ad2e105c-77c8-11ee-aeee-13451b1d7d84";

    private SandboxServer server = null!;

    public async Task InitializeAsync() => server = await CoreDataServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task C1_list_answers_an_envelope_with_the_projects_by_creation_and_id()
    {
        var answer = await server.Send("GET", "/api/v2/projects/");

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Text.ShouldStartWith("""{"meta":{"limit":20,"next":null,"offset":0,"previous":null,"total_count":10},"objects":[{"aspects":""");
        var rows = answer.Object.Objects();
        rows.Select(row => (row["created"]!.GetValue<string>(), row["id"]!.GetValue<string>())).ShouldBe(
            rows.Select(row => (row["created"]!.GetValue<string>(), row["id"]!.GetValue<string>())).Order());
        foreach (var (name, value) in JsonNode.Parse(
            """
            {"connected_users":["padme","rey"],"contacts":[],"created":"2016-10-06T22:11:45","created_by":"Leia Organa",
             "due_date":"2016-10-13","fileplan":"","id":"de5717aa-8c11-11e6-b4eb-8bf745c1e91c","identifier":"2016-189",
             "dynatype":{"caption_plural":"dynatypes_labels:Project_plural:","caption_singular":"dynatypes_labels:Project_singular:",
                         "id":"5bba058c-896e-11e6-8485-eff53da65b3d","title":"Project"},
             "resource_uri":"/api/v2/projects/de5717aa-8c11-11e6-b4eb-8bf745c1e91c/",
             "responsible_users":[{"first_name":"Padme","last_name":"Amidala","username":"padme"}],
             "snapshot_id":"de575a58-8c11-11e6-b4eb-ab86b48b196e",
             "space":{"id":"1fa8f598-895b-11e6-9def-dfae3ffdca3e","title":"Board meetings"},
             "status":"project_status:Pending:","title":"Chief Executive's Report","type":"Project"}
            """)!.AsObject())
        {
            rows[0][name].ShouldBeJson(value!.ToJsonString());
        }
    }

    [Fact]
    public async Task C2_get_answers_the_printed_project()
    {
        var answer = await server.Send("GET", "/api/v2/projects/d4d780ae-7758-11ee-9f6f-2b890065fae6/");

        answer.Status.ShouldBe(200);
        answer.Object.Count.ShouldBe(28);
        answer.Json.ShouldBeJson(
            """
            {
                "aspects": {}, "associated_contacts_id": [], "associated_users": [], "connected_users": ["Administrator"],
                "contacts": [], "created": "2023-10-30T19:16:30", "created_by": "Administrator Administrator",
                "description": "", "due_date": "2022-01-03",
                "dynatype": {
                    "caption_plural": "dynatypes_labels:Project_plural:", "caption_singular": "dynatypes_labels:Project_singular:",
                    "id": "6d97a3d8-7758-11ee-834b-c7bbcb21ca78", "title": "Project"
                },
                "fileplan": "", "fileplan_title": "", "id": "d4d780ae-7758-11ee-9f6f-2b890065fae6", "identifier": "2023-3",
                "modified": "2023-10-30T19:16:30", "modified_by": "Administrator Administrator",
                "path": "/domain/spaces/Spaces/Space/Projects/Project",
                "resource_uri": "/api/v2/projects/d4d780ae-7758-11ee-9f6f-2b890065fae6/", "responsible_users": [],
                "snapshot_id": "d4d7a4b2-7758-11ee-9f6f-bfcc6a6f39f3",
                "space": { "id": "ccdaa098-7758-11ee-a909-1397b0b24186", "title": "Space" },
                "status": "project_status:In_progress:", "status_message": "", "tags": [], "template": null,
                "title": "Project", "type": "Project", "version": "0.1"
            }
            """);
    }

    [Fact]
    public async Task C3_create_answers_a_location_and_nothing_else()
    {
        var answer = await server.Send(
            "POST", "/api/v2/projects/", """{"title": "New project", "space": "c6c574bc-7758-11ee-a909-cbd0373c1708"}""");

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBeEmpty();
        var location = answer.Message.Headers.Location!.OriginalString;
        location.ShouldMatch("^/api/v2/projects/[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/$");
        var project = (await server.Send("GET", location)).Object;
        project.Select(member => member.Key).ShouldBe((await server.Get(CoreDataServer.Project)).Select(member => member.Key));
        project.Remove("id").ShouldBeTrue();
        Uuid().IsMatch(project["snapshot_id"]!.GetValue<string>()).ShouldBeTrue();
        project.Remove("snapshot_id");
        project.ShouldBeJson(
            $$"""
            {
                "aspects": {}, "associated_contacts_id": [], "associated_users": [], "connected_users": ["sandbox"],
                "contacts": [], "created": "2026-03-02T09:00:00", "created_by": "Sandbox User", "description": "", "due_date": null,
                "dynatype": {
                    "caption_plural": "dynatypes_labels:Project_plural:", "caption_singular": "dynatypes_labels:Project_singular:",
                    "id": "6d97a3d8-7758-11ee-834b-c7bbcb21ca78", "title": "Project"
                },
                "fileplan": "", "fileplan_title": "", "identifier": "2026-1", "modified": "2026-03-02T09:00:00",
                "modified_by": "Sandbox User", "path": "/domain/spaces/Spaces/Space title/Projects/New project",
                "resource_uri": "{{location}}", "responsible_users": [],
                "space": { "id": "c6c574bc-7758-11ee-a909-cbd0373c1708", "title": "Space title" },
                "status": "project_status:In_progress:", "status_message": "", "tags": [], "template": null,
                "title": "New project", "type": "Project", "version": "0.1"
            }
            """);
    }

    [Fact]
    public async Task C4_update_changes_the_title_and_what_follows_from_it()
    {
        var before = await server.Get(Created);

        var answer = await server.Send("PUT", $"/api/v2/projects/{Created}/", """{"title": "Updated project"}""");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        var after = await server.Get(Created);
        after["snapshot_id"]!.GetValue<string>().ShouldNotBe(before["snapshot_id"]!.GetValue<string>());
        before["snapshot_id"] = after["snapshot_id"]!.DeepClone();
        before["title"] = "Updated project";
        before["path"] = "/domain/spaces/Spaces/Space title/Projects/Updated project";
        before["modified"] = "2026-03-02T09:00:00";
        before["modified_by"] = "Sandbox User";
        before["version"] = "0.2";
        after.ShouldBeJson(before.ToJsonString());
    }

    [Fact]
    public async Task C5_delete_answers_nothing_and_then_there_is_nothing()
    {
        var answer = await server.Send("DELETE", $"/api/v2/projects/{Created}/");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        foreach (var method in new[] { "GET", "DELETE", "PUT" })
        {
            var gone = await server.Send(method, $"/api/v2/projects/{Created}/", method == "PUT" ? "{}" : null);
            gone.Status.ShouldBe(404);
            gone.Text.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task C6_list_in_a_space_answers_its_three_projects_whole()
    {
        var answer = await server.Send("GET", $"/api/v2/spaces/{CoreDataServer.SpaceOfThree}/projects/");

        answer.Status.ShouldBe(200);
        answer.Object["meta"].ShouldBeJson("""{"limit":20,"next":null,"offset":0,"previous":null,"total_count":3}""");
        var rows = answer.Object.Objects();
        rows.Select(row => row["identifier"]!.GetValue<string>()).ShouldBe(["2024-1", "2024-2", "2024-3"]);
        rows.ShouldAllBe(row => row.Count == 28);
        rows[0]["tags"].ShouldBeJson(new JsonArray([.. Enumerable.Range(0, 21).Select(i => JsonValue.Create($"tag{i}"))]).ToJsonString());
        rows[0]["path"]!.GetValue<string>().ShouldBe("/domain/spaces/Space folder title/Space title/Projects/Project 1");
        rows[2].ShouldBeJson(
            """
            {
                "aspects": {}, "associated_contacts_id": [], "associated_users": [], "connected_users": ["Administrator"],
                "contacts": [], "created": "2024-02-29T08:13:40", "created_by": "Administrator Administrator",
                "description": "", "due_date": "2022-01-03",
                "dynatype": {
                    "caption_plural": "dynatypes_labels:Project_plural:", "caption_singular": "dynatypes_labels:Project_singular:",
                    "id": "0be7901c-d6da-11ee-ac6f-6f4d4e158feb", "title": "Project"
                },
                "fileplan": "", "fileplan_title": "", "id": "72370c30-d6da-11ee-8d96-f7e8c0c49797", "identifier": "2024-3",
                "modified": "2024-02-29T08:13:40", "modified_by": "Administrator Administrator",
                "path": "/domain/spaces/Space folder title/Space title/Projects/Project 3",
                "resource_uri": "/api/v2/projects/72370c30-d6da-11ee-8d96-f7e8c0c49797/", "responsible_users": [],
                "snapshot_id": "72371d74-d6da-11ee-8d96-5fee516fb6b1",
                "space": { "id": "6f35e6d2-d6da-11ee-ac6f-8791d281ad04", "title": "Space title" },
                "status": "project_status:In_progress:", "status_message": "", "tags": [], "template": null,
                "title": "Project 3", "type": "Project", "version": "0.1"
            }
            """);
    }

    [Fact]
    public async Task C7_C8_C9_a_contact_is_added_by_reading_the_list_and_writing_it_back_longer()
    {
        (await server.Get(WithContact))["contacts"].ShouldBeJson("""["73c2314c-7758-11ee-b86c-1b2d654e4cc1"]""");

        var answer = await server.Send("PUT", $"/api/v2/projects/{WithContact}/",
            """{"contacts": ["73c2314c-7758-11ee-b86c-1b2d654e4cc1","00ca5976-780c-11ee-9095-17836a4f851d"]}""");

        answer.Status.ShouldBe(204);
        var after = await server.Get(WithContact);
        after["contacts"].ShouldBeJson("""["73c2314c-7758-11ee-b86c-1b2d654e4cc1","00ca5976-780c-11ee-9095-17836a4f851d"]""");
        after["title"]!.GetValue<string>().ShouldBe("Project with a contact");
    }

    [Theory]
    [InlineData("""{"url":{"url":"www.azazo.com"}}""")]
    [InlineData("""{"kkscode":{"kks_code":["COD____"]}}""")]
    public async Task C10_aspects_are_read_back_as_they_were_written(string aspects)
    {
        var id = await server.Create(more: $$""","aspects":{{aspects}}""");

        (await server.Get(id))["aspects"].ShouldBeJson(aspects);
    }

    [Fact]
    public async Task C11_a_status_is_read_back_as_it_was_written()
    {
        var id = await server.Create(more: ""","status":"project_status:Pending:" """);

        (await server.Get(id))["status"]!.GetValue<string>().ShouldBe("project_status:Pending:");
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid();
}

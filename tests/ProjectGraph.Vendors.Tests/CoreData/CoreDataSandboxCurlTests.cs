using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProjectGraph.Vendors.Tests.CoreData;

/// <summary>The requests that CoreData's page prints, in its order, against a sandbox that contains only the documents' examples.</summary>
public sealed partial class CoreDataSandboxCurlTests : IAsyncLifetime
{
    private const string Created = "d4de3d64-77ca-11ee-a3a4-ef9b9d43eefb";
    private const string WithContact = "ad2e105c-77c8-11ee-aeee-13451b1d7d84";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await CoreDataServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task C1_list_answers_an_envelope_with_the_projects_by_creation_and_id()
    {
        var answer = await _server.Send("GET", "/api/v2/projects/");

        answer.Status.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Text.ShouldStartWith(
            """{"meta":{"limit":20,"next":null,"offset":0,"previous":null,"total_count":10},"objects":[{"aspects":"""
        );
        var rows = answer.Object.Objects();
        rows.Select(row => (row["created"]!.GetValue<string>(), row["id"]!.GetValue<string>()))
            .ShouldBe(rows.Select(row => (row["created"]!.GetValue<string>(), row["id"]!.GetValue<string>())).Order());
        rows[0].ShouldMatchSnapshot();
    }

    [Fact]
    public async Task C2_get_answers_the_printed_project()
    {
        var answer = await _server.Send("GET", "/api/v2/projects/d4d780ae-7758-11ee-9f6f-2b890065fae6/");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task C3_create_answers_a_location_and_nothing_else()
    {
        var answer = await _server.Send(
            "POST",
            "/api/v2/projects/",
            """{"title": "New project", "space": "c6c574bc-7758-11ee-a909-cbd0373c1708"}"""
        );

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBeEmpty();
        var location = answer.Message.Headers.Location!.OriginalString;
        location.ShouldMatch("^/api/v2/projects/[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/$");
        var project = (await _server.Send("GET", location)).Object;
        project.Select(member => member.Key).ShouldBe((await _server.Get(CoreDataServer.Project)).Select(member => member.Key));
        Uuid().IsMatch(project["snapshot_id"]!.GetValue<string>()).ShouldBeTrue();
        project["resource_uri"]!.GetValue<string>().ShouldBe(location);
        project.ShouldMatchSnapshot(varying: ["id", "snapshot_id", "resource_uri"]);
    }

    [Fact]
    public async Task C4_update_changes_the_title_and_what_follows_from_it()
    {
        var before = await _server.Get(Created);

        var answer = await _server.Send("PUT", $"/api/v2/projects/{Created}/", """{"title": "Updated project"}""");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        var after = await _server.Get(Created);
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
        var answer = await _server.Send("DELETE", $"/api/v2/projects/{Created}/");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        foreach (var method in new[] { "GET", "DELETE", "PUT" })
        {
            var gone = await _server.Send(method, $"/api/v2/projects/{Created}/", method == "PUT" ? "{}" : null);
            gone.Status.ShouldBe(404);
            gone.Text.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task C6_list_in_a_space_answers_its_three_projects_whole()
    {
        var answer = await _server.Send("GET", $"/api/v2/spaces/{CoreDataServer.SpaceOfThree}/projects/");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task C7_C8_C9_a_contact_is_added_by_reading_the_list_and_writing_it_back_longer()
    {
        (await _server.Get(WithContact))["contacts"].ShouldBeJson("""["73c2314c-7758-11ee-b86c-1b2d654e4cc1"]""");

        var answer = await _server.Send(
            "PUT",
            $"/api/v2/projects/{WithContact}/",
            """{"contacts": ["73c2314c-7758-11ee-b86c-1b2d654e4cc1","00ca5976-780c-11ee-9095-17836a4f851d"]}"""
        );

        answer.Status.ShouldBe(204);
        var after = await _server.Get(WithContact);
        after["contacts"].ShouldBeJson("""["73c2314c-7758-11ee-b86c-1b2d654e4cc1","00ca5976-780c-11ee-9095-17836a4f851d"]""");
        after["title"]!.GetValue<string>().ShouldBe("Project with a contact");
    }

    [Theory]
    [InlineData("""{"url":{"url":"www.azazo.com"}}""")]
    [InlineData("""{"kkscode":{"kks_code":["COD____"]}}""")]
    public async Task C10_aspects_are_read_back_as_they_were_written(string aspects)
    {
        var id = await _server.Create(more: $$""","aspects":{{aspects}}""");

        (await _server.Get(id))["aspects"].ShouldBeJson(aspects);
    }

    [Fact]
    public async Task C11_a_status_is_read_back_as_it_was_written()
    {
        var id = await _server.Create(more: ""","status":"project_status:Pending:" """);

        (await _server.Get(id))["status"]!.GetValue<string>().ShouldBe("project_status:Pending:");
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid();
}

using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.CoreData;

/// <summary>The records that the projects' page only links to.</summary>
public sealed class CoreDataSandboxNeighbourTests : IAsyncLifetime
{
    private const string Project = $"/api/v2/projects/{CoreDataServer.WithTask}/";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await CoreDataServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Recent_projects_are_the_last_ten_that_this_user_read()
    {
        var ids = (await _server.List()).Ids();
        for (var i = 0; i < 3; i++)
            ids.Add(await _server.Create($"More {i}"));
        foreach (var id in ids)
            await _server.Get(id);
        await _server.Get(ids[4]);

        (await _server.List("", "/api/v2/user/projects/recent/")).Ids().Order().ShouldBe(ids[3..].Order());
        await _server.Send("DELETE", $"/api/v2/projects/{ids[4]}/");
        (await _server.List("", "/api/v2/user/projects/recent/")).Ids().ShouldNotContain(ids[4]);
        await using var padme = await CoreDataServer.Start(authorization: "apikey padme:sandbox");
        (await padme.List("", "/api/v2/user/projects/recent/")).Objects().ShouldBeEmpty();
    }

    [Fact]
    public async Task Favourites_are_the_users_own_and_lose_a_deleted_project()
    {
        const string path = "/api/v2/user/projects/favourite/";
        (await _server.List("", path)).Ids().ShouldBe([CoreDataServer.Project, "71c4d192-d6da-11ee-939f-4f92ec5f001e"]);

        await _server.Send("DELETE", $"/api/v2/projects/{CoreDataServer.Project}/");

        (await _server.List("", path)).Ids().ShouldBe(["71c4d192-d6da-11ee-939f-4f92ec5f001e"]);
        await using var padme = await CoreDataServer.Start(authorization: "apikey padme:sandbox");
        (await padme.List("", path)).Ids().ShouldBe(["de5717aa-8c11-11e6-b4eb-8bf745c1e91c"]);
    }

    [Fact]
    public async Task Users_and_spaces_are_as_their_pages_print_them()
    {
        (await _server.Send("GET", "/api/v2/user/padme/")).Json.ShouldBeJson(
            """{"first_name":"Padme","last_name":"Amidala","resource_uri":"/api/v2/user/padme/","user_type":"user","username":"padme"}"""
        );
        (await _server.List("", "/api/v2/users/"))
            .Objects()
            .Select(user => user["username"]!.GetValue<string>())
            .ShouldBe(["Administrator", "guest", "leia", "padme", "rey", "sandbox"]);
        var space = (await _server.Send("GET", $"/api/v2/spaces/{CoreDataServer.Space}/")).Object;
        space["title"]!.GetValue<string>().ShouldBe("Space title");
        space["path"]!.GetValue<string>().ShouldBe("/domain/spaces/Spaces/Space title");
        space["created"]!.GetValue<string>().ShouldBe("2023-10-30T19:16:07");
        (await _server.List("?title=Board%20meetings", "/api/v2/spaces/")).Objects().Single()["is_hidden"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await _server.List("", "/api/v2/contacts/")).Ids().ShouldBe([CoreDataServer.Contact, CoreDataServer.OtherContact]);
        (await _server.Send("GET", $"/api/v2/contacts/{CoreDataServer.Contact}/")).Object["type"]!.GetValue<string>().ShouldBe("Contact");
    }

    [Theory]
    [InlineData("templates", "Standard project")]
    [InlineData("fileplans", "1.2 Contracts")]
    public async Task What_a_project_is_made_with_can_be_looked_up(string kind, string title)
    {
        var found = (await _server.List("?title=" + Uri.EscapeDataString(title), $"/api/v2/{kind}/")).Ids().Single();
        var name = kind == "templates" ? "template" : "fileplan";

        var project = await _server.Get(await _server.Create(more: $$""","{{name}}":"{{found}}" """));

        project[name]!.GetValue<string>().ShouldBe(found);
    }

    [Fact]
    public async Task The_printed_task_is_in_its_project()
    {
        var task = (await _server.List("", Project + "tasks/")).Objects().Single();

        foreach (
            var (name, value) in JsonNode
                .Parse(
                    """
                    {"created":"2023-10-30T19:16:33","created_by":"Administrator Administrator","due_date":"2012-01-03",
                     "id":"d6abb06c-7758-11ee-873f-bf996ef088af","status":"task_status:In_progress:","title":"Task title","type":"Task",
                     "connected_users":["Administrator"],"path":"/domain/spaces/Spaces/Space/Projects/Project title/tasks/Task title",
                     "project":{"id":"d436664c-7758-11ee-afa0-0b58e3bd32e6","identifier":"2023-2","title":"Project title"},
                     "resource_uri":"/api/v2/tasks/d6abb06c-7758-11ee-873f-bf996ef088af/"}
                    """
                )!
                .AsObject()
        )
        {
            task[name].ShouldBeJson(value!.ToJsonString());
        }
        task["status_message"].ShouldBeNull();
        (await _server.Send("GET", "/api/v2/tasks/d6abb06c-7758-11ee-873f-bf996ef088af/")).Json.ShouldBeJson(task.ToJsonString());
        (await _server.List("", "/api/v2/tasks/")).Objects().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("tasks", """{"title":"Call","due_date":"2026-05-01","responsible_users":["rey"],"status":"task_status:Pending:"}""")]
    [InlineData("folders", """{"title":"Drawings","tags":["a"]}""")]
    public async Task A_task_or_folder_is_created_in_a_project_and_listed_there(string kind, string body)
    {
        var answer = await _server.Send("POST", $"{Project}{kind}/", body);

        answer.Status.ShouldBe(201);
        answer.Text.ShouldBeEmpty();
        var location = answer.Message.Headers.Location!.OriginalString;
        location.ShouldStartWith($"/api/v2/{kind}/");
        var item = (await _server.Send("GET", location)).Object;
        item["created_by"]!.GetValue<string>().ShouldBe("Sandbox User");
        item["space"]!["title"]!.GetValue<string>().ShouldBe("Space");
        (await _server.List("", $"{Project}{kind}/")).Ids().ShouldContain(item["id"]!.GetValue<string>());
        (await _server.List("", $"/api/v2/projects/{CoreDataServer.Project}/{kind}/")).Objects().ShouldBeEmpty();
        (await _server.Send("POST", $"{Project}{kind}/", "{}")).Text.ShouldBe(
            $$$"""{"{{{kind}}}":{"title":["This field is required."]}}"""
        );
    }

    [Fact]
    public async Task A_task_follows_the_name_and_the_space_of_its_project_and_goes_with_it()
    {
        const string task = "/api/v2/tasks/d6abb06c-7758-11ee-873f-bf996ef088af/";
        await _server.Put(CoreDataServer.WithTask, $$"""{"title":"Renamed","space":"{{CoreDataServer.SpaceOfThree}}"}""");

        var followed = (await _server.Send("GET", task)).Object;

        followed["project"]!["title"]!.GetValue<string>().ShouldBe("Renamed");
        followed["space"]!["id"]!.GetValue<string>().ShouldBe(CoreDataServer.SpaceOfThree);
        followed["path"]!.GetValue<string>().ShouldBe("/domain/spaces/Space folder title/Space title/Projects/Renamed/tasks/Task title");
        await _server.Send("DELETE", Project);
        (await _server.Send("GET", task)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_comment_is_kept_with_its_project()
    {
        var answer = await _server.Send(
            "POST",
            "/api/v2/comments/",
            $$"""{"project":"{{CoreDataServer.WithTask}}","text":"Well done 🚀"}"""
        );

        answer.Status.ShouldBe(201);
        answer.Message.Headers.Location!.OriginalString.ShouldStartWith("/api/v2/comments/");
        const string comments = $"/api/v2/comments/?project={CoreDataServer.WithTask}";
        (await _server.List("", comments)).Objects().Single()["text"]!.GetValue<string>().ShouldBe("Well done 🚀");
        (await _server.List("", $"/api/v2/comments/?project={CoreDataServer.Project}")).Objects().ShouldBeEmpty();
        (await _server.Send("POST", "/api/v2/comments/", "{}")).Text.ShouldBe(
            """{"comments":{"project":["Could not find the provided object."],"text":["This field is required."]}}"""
        );
        await _server.Send("DELETE", Project);
        (await _server.List("", comments)).Objects().ShouldBeEmpty();
    }
}

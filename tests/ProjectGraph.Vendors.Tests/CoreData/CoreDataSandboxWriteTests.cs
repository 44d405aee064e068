using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataSandboxWriteTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;
    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await CoreDataServer.Start(time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_create_with_every_property_is_read_back_in_the_other_shapes()
    {
        var id = await _server.Create(
            more: $$"""
            ,"aspects":{"url":{"url":"www.azazo.com"} },"associated_users":["rey","padme"],"responsible_users":["leia","rey"],
            "contacts":["{{CoreDataServer.OtherContact}}","{{CoreDataServer.Contact}}"],"description":"Ünïcode 🚀","due_date":"2026-12-31",
            "fileplan":"7d0c2fbe-7758-11ee-834b-3c5e7f9b1d43","status":"project_status:On_hold:","status_message":"waiting",
            "sub_project_of":["7e9a4c02-7758-11ee-834b-5e7f9b1d3a65"],"tags":["b","a"],"template":"{{CoreDataServer.StandardTemplate}}",
            "identifier":"1-1","path":"/","version":"9","created_by":"Me","unknown":1
            """
        );

        var project = await _server.Get(id);

        project.Count.ShouldBe(28);
        var expected = JsonNode
            .Parse(
                $$"""
                {"aspects":{"url":{"url":"www.azazo.com"} },"associated_contacts_id":["{{CoreDataServer.OtherContact}}","{{CoreDataServer.Contact}}"],
                 "associated_users":[{"first_name":"Rey","last_name":"Skywalker","username":"rey"},{"first_name":"Padme","last_name":"Amidala","username":"padme"}],
                 "connected_users":["sandbox","rey","padme","leia"],"contacts":["{{CoreDataServer.OtherContact}}","{{CoreDataServer.Contact}}"],
                 "created_by":"Sandbox User","description":"Ünïcode 🚀","due_date":"2026-12-31","fileplan":"7d0c2fbe-7758-11ee-834b-3c5e7f9b1d43",
                 "fileplan_title":"4.7 Construction & maintenance","identifier":"2026-1","path":"/domain/spaces/Spaces/Space title/Projects/New project",
                 "responsible_users":[{"first_name":"Leia","last_name":"Organa","username":"leia"},{"first_name":"Rey","last_name":"Skywalker","username":"rey"}],
                 "status":"project_status:On_hold:","status_message":"waiting","tags":["b","a"],"template":"{{CoreDataServer.StandardTemplate}}","version":"0.1"}
                """
            )!
            .AsObject();
        foreach (var (name, value) in expected)
            project[name].ShouldBeJson(value!.ToJsonString());
    }

    [Fact]
    public async Task A_null_unsets_and_an_absent_property_stays()
    {
        var id = await _server.Create(
            more: $$"""
            ,"description":"d","status_message":"m","due_date":"2026-12-31","fileplan":"7d0c11aa-7758-11ee-834b-1a3c5e7f9b21","tags":["a"],
            "contacts":["{{CoreDataServer.Contact}}"],"responsible_users":["rey"],"template":"{{CoreDataServer.StandardTemplate}}"
            """
        );
        await _server.Put(
            id,
            """{"description":null,"due_date":null,"fileplan":null,"tags":null,"contacts":null,"responsible_users":null,"template":null}"""
        );

        var project = await _server.Get(id);

        foreach (
            var (name, value) in JsonNode
                .Parse(
                    """
                    {"description":"","fileplan":"","fileplan_title":"","tags":[],"contacts":[],"associated_contacts_id":[],
                     "responsible_users":[],"connected_users":["sandbox"],"status_message":"m"}
                    """
                )!
                .AsObject()
        )
        {
            project[name].ShouldBeJson(value!.ToJsonString());
        }
        project["due_date"].ShouldBeNull();
        project["template"].ShouldBeNull();
    }

    [Fact]
    public async Task Lists_are_replaced_whole_and_hold_nothing_twice()
    {
        var id = await _server.Create(more: ""","tags":["a","b"],"responsible_users":["rey"]""");
        await _server.Put(id, """{"tags":["c","a","c"],"responsible_users":["padme"],"associated_users":["rey","rey"]}""");

        var project = await _server.Get(id);

        project["tags"].ShouldBeJson("""["c","a"]""");
        project["responsible_users"].ShouldBeJson("""[{"first_name":"Padme","last_name":"Amidala","username":"padme"}]""");
        project["connected_users"].ShouldBeJson("""["sandbox","rey","padme"]""");
    }

    [Fact]
    public async Task Each_accepted_put_is_a_version_with_a_snapshot_of_its_own()
    {
        var id = await _server.Create();
        var snapshots = new HashSet<string>();
        await using var padme = await CoreDataServer.Start(authorization: "apikey padme:sandbox");
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(90));
            await _server.Put(id, "{}");
            snapshots.Add((await _server.Get(id))["snapshot_id"]!.GetValue<string>());
        }

        var project = await _server.Get(id);
        project["version"]!.GetValue<string>().ShouldBe("1.1");
        project["modified"]!.GetValue<string>().ShouldBe("2026-03-02T09:15:00");
        project["created"]!.GetValue<string>().ShouldBe("2026-03-02T09:00:00");
        snapshots.Count.ShouldBe(10);
        await padme.Put(CoreDataServer.Project, """{"title":"Padme was here"}""");
        (await padme.Get(CoreDataServer.Project))["modified_by"]!.GetValue<string>().ShouldBe("Padme Amidala");
    }

    [Fact]
    public async Task Another_space_moves_the_project_with_its_path()
    {
        var id = await _server.Create("To move");
        await _server.Put(id, $$"""{"space":"{{CoreDataServer.SpaceOfThree}}"}""");

        var project = await _server.Get(id);

        project["space"].ShouldBeJson($$"""{"id":"{{CoreDataServer.SpaceOfThree}}","title":"Space title"}""");
        project["path"]!.GetValue<string>().ShouldBe("/domain/spaces/Space folder title/Space title/Projects/To move");
        (await _server.List("", $"/api/v2/spaces/{CoreDataServer.SpaceOfThree}/projects/")).Ids().ShouldContain(id);
        (await _server.List("", $"/api/v2/spaces/{CoreDataServer.Space}/projects/")).Ids().ShouldNotContain(id);
    }

    [Fact]
    public async Task Identifiers_count_per_year_and_are_not_given_twice()
    {
        var first = await _server.Create();
        await _server.Send("DELETE", $"/api/v2/projects/{first}/");
        var second = await _server.Create();
        _time.Advance(TimeSpan.FromDays(366));
        var third = await _server.Create();

        (await _server.Get(second))["identifier"]!.GetValue<string>().ShouldBe("2026-2");
        (await _server.Get(third))["identifier"]!.GetValue<string>().ShouldBe("2027-1");
    }

    [Fact]
    public async Task A_template_that_is_taken_off_limits_the_aspects_no_more()
    {
        var id = await _server.Create(more: $$""","template":"{{CoreDataServer.MeetingTemplate}}" """);

        await _server.Put(id, """{"template":null,"aspects":{"url":{"url":"www.azazo.com"}}}""");

        (await _server.Get(id))["aspects"].ShouldBeJson("""{"url":{"url":"www.azazo.com"}}""");
    }

    [Fact]
    public async Task A_project_can_be_part_of_programmes_alone()
    {
        var programmes = (await _server.List("?limit=0"))
            .Objects()
            .Where(row => row["dynatype"]!["title"]!.GetValue<string>() == "Programme")
            .ToList();
        var ids = new JsonArray([.. programmes.Select(programme => programme["id"]!.DeepClone())]).ToJsonString();

        programmes.Count.ShouldBe(2);
        var id = await _server.Create(more: $$""","sub_project_of":{{ids}} """);
        (await _server.Get(id)).ContainsKey("sub_project_of").ShouldBeFalse();
        var refused = await _server.Send("PUT", $"/api/v2/projects/{id}/", $$"""{"sub_project_of":["{{CoreDataServer.Project}}"]}""");
        refused.Status.ShouldBe(400);
        refused.Object["projects"]!["sub_project_of"]![0]!.GetValue<string>().ShouldContain("Programme");
    }

    [Fact]
    public async Task A_template_limits_the_aspects()
    {
        const string aspects = """{"aspects":{"url":{"url":"x"}}}""";
        var id = await _server.Create(more: $$""","template":"{{CoreDataServer.MeetingTemplate}}" """);

        var refused = await _server.Send("PUT", $"/api/v2/projects/{id}/", aspects);
        refused.Status.ShouldBe(400);
        refused.Text.ShouldBe("""{"projects":{"aspects":["The aspect 'url' is not set up on the template."]}}""");
        await _server.Put(id, $$"""{"template":"{{CoreDataServer.StandardTemplate}}","aspects":{"url":{"url":"x"} } }""");
        (await _server.Get(id))["aspects"].ShouldBeJson("""{"url":{"url":"x"}}""");
    }

    [Fact]
    public async Task A_reset_brings_back_the_examples_and_the_ids()
    {
        var list = (await _server.Send("GET", "/api/v2/projects/")).Text;
        var created = await _server.Create();
        await _server.Send("DELETE", $"/api/v2/projects/{CoreDataServer.WithTask}/");

        (await _server.Send("POST", "_reset")).Status.ShouldBe(204);

        (await _server.Send("GET", "/api/v2/projects/")).Text.ShouldBe(list);
        (await _server.Send("GET", "/api/v2/tasks/")).Object.Objects().Count.ShouldBe(1);
        (await _server.Create()).ShouldBe(created);
    }

    [Fact]
    public async Task State_and_counters_survive_a_restart()
    {
        var file = Path.Combine(_folder, "sandbox.db");
        string id,
            list;
        await using (var before = await CoreDataServer.Start(20, file: file))
        {
            id = await before.Create(more: ""","responsible_users":["rey"]""");
            await before.Put(id, """{"title":"Kept \ue000 🚀"}""");
            list = (await before.Send("GET", "/api/v2/projects/?limit=0")).Text;
        }

        await using var after = await CoreDataServer.Start(20, file: file);

        (await after.Send("GET", "/api/v2/projects/?limit=0")).Text.ShouldBe(list);
        var next = await after.Create();
        next.ShouldNotBe(id);
        var numbers = new[] { await after.Get(id), await after.Get(next) }.Select(project =>
            int.Parse(project["identifier"]!.GetValue<string>()[5..])
        );
        (numbers.Last() - numbers.First()).ShouldBe(1);
    }
}

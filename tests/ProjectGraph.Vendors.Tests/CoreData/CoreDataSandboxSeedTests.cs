using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataSandboxSeedTests : IAsyncLifetime
{
    private static readonly string[] People = ["responsible_users", "associated_users"];
    private static readonly string[] Texts = ["description", "status_message", "fileplan", "fileplan_title"];
    private static readonly string[] Lists = ["responsible_users", "associated_users", "contacts", "tags"];

    private SandboxServer _server = null!;
    private List<JsonObject> _rows = null!;

    public async Task InitializeAsync()
    {
        _server = await CoreDataServer.Start(200);
        _rows = (await _server.List("?limit=0")).Objects();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public void There_are_as_many_as_asked_beside_the_examples_each_with_an_id_and_number_of_its_own()
    {
        _rows.Count.ShouldBe(210);
        foreach (var name in new[] { "id", "identifier", "snapshot_id" })
            _rows.Select(row => row[name]!.GetValue<string>()).Distinct().Count().ShouldBe(210, name);
        _rows.ShouldAllBe(row => row.Count == 28);
    }

    [Fact]
    public void The_order_is_by_creation_and_then_by_id_where_insertion_would_be_another()
    {
        var keys = _rows.Select(row => (row["created"]!.GetValue<string>(), row["id"]!.GetValue<string>())).ToList();

        keys.ShouldBe(keys.OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal));
        keys.GroupBy(key => key.Item1).Count(group => group.Count() > 1).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void What_can_be_unset_is_so_in_some()
    {
        foreach (var name in Texts)
            _rows.Count(row => row[name]!.GetValue<string>().Length == 0).ShouldBeInRange(20, 190, name);
        foreach (var name in Lists)
            _rows.Count(row => row[name]!.AsArray().Count == 0).ShouldBeInRange(20, 190, name);
        foreach (var name in new[] { "due_date", "template" })
            _rows.Count(row => row[name] is null).ShouldBeInRange(20, 190, name);
        _rows.Count(row => row["aspects"]!.AsObject().Count == 0).ShouldBeInRange(20, 190);
        _rows.Select(row => row["status"]!.GetValue<string>()).Distinct().Count().ShouldBe(5);
        _rows.Select(row => row["version"]!.GetValue<string>()).Distinct().Count().ShouldBeGreaterThan(3);
        _rows.Select(row => row["space"]!["id"]!.GetValue<string>()).Distinct().Count().ShouldBeGreaterThan(6);
        People
            .SelectMany(name => _rows.SelectMany(row => row[name]!.AsArray()))
            .Select(user => user!["username"]!.GetValue<string>())
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(10);
        _rows.ShouldContain(row => row["modified"]!.GetValue<string>() == row["created"]!.GetValue<string>());
        _rows.ShouldAllBe(row => string.CompareOrdinal(row["modified"]!.GetValue<string>(), row["created"]!.GetValue<string>()) >= 0);
    }

    [Fact]
    public void The_names_hold_what_breaks_careless_code() =>
        SandboxNames.EdgeCases.ShouldBeSubsetOf(_rows.Select(row => row["title"]!.GetValue<string>()));

    [Fact]
    public async Task Tasks_folders_and_files_are_there_too()
    {
        (await _server.List("", "/api/v2/tasks/"))["meta"]!["total_count"]!.GetValue<int>().ShouldBe(301);
        (await _server.List("", "/api/v2/folders/"))["meta"]!["total_count"]!.GetValue<int>().ShouldBe(40);
        var withFile = _rows.First(row => row["title"]!.GetValue<string>() == SandboxNames.EdgeCases[7])["id"]!.GetValue<string>();
        (await _server.List("", $"/api/v2/projects/{withFile}/files/")).Objects().Single()["type"]!.GetValue<string>().ShouldBe("File");
    }

    [Fact]
    public void The_200_projects_are_those_that_they_were()
    {
        var text = string.Join('\n', _rows.Select(row => SandboxJson.Write(row)));

        // A failure here means that the generator changed data that users of the sandbox have seen. Update it only on purpose.
        Convert
            .ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            .ShouldBe("0419e2a6a3a61631d367863603962a70b5dc701eb6c7ef0480d5d0d6b0ccb7d5");
    }

    [Fact]
    public async Task The_same_number_gives_the_same_data()
    {
        await using var again = await CoreDataServer.Start(200);

        (await again.List("?limit=0")).Objects().Select(row => row.ToJsonString()).ShouldBe(_rows.Select(row => row.ToJsonString()));
    }
}

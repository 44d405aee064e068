using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkSandboxSeedTests : IAsyncLifetime
{
    private SandboxServer _server = null!;
    private List<JsonObject> _rows = null!;

    public async Task InitializeAsync()
    {
        _server = await HeatpunkServer.Start(200);
        _rows = await _server.List();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task One_member_sees_every_project_and_the_others_fewer()
    {
        _rows.Count.ShouldBe(202);
        _rows.Select(row => row["ID"]!.GetValue<long>()).Distinct().Count().ShouldBe(202);
        _rows.Select(row => row["owner"]!.GetValue<long>()).Distinct().Count().ShouldBeGreaterThan(5);
        (await _server.List(HeatpunkServer.Owner)).Count.ShouldBeInRange(10, 100);
        (await _server.List(SandboxNames.GetPerson(0).Email)).Count.ShouldBeInRange(10, 100);
        (await _server.List(HeatpunkServer.WithoutProjects)).ShouldBeEmpty();
    }

    [Fact]
    public void Some_were_modified_long_after_their_creation_and_none_before()
    {
        var gaps = _rows.Select(row => Instant(row, "dateModified") - Instant(row, "dateCreated")).ToList();

        gaps.Min().ShouldBe(TimeSpan.Zero);
        gaps.Count(gap => gap > TimeSpan.FromDays(60)).ShouldBeGreaterThan(30);
        _rows.ShouldAllBe(row => Instant(row, "dateModified") < new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Every_status_is_there_and_what_can_be_unset_is_so_in_some()
    {
        _rows
            .Select(row => row["status"]!.GetValue<string>())
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Completed", "Install", "Lead", "Quote", "Rejected", "Sale"]);
        foreach (var name in new[] { "customerName", "address", "postcode" })
            _rows.Count(row => row[name]!.GetValue<string>().Length == 0).ShouldBeInRange(20, 120, name);
        _rows.Count(row => row["lat"] is null && row["lng"] is null).ShouldBeInRange(20, 120);
        _rows.ShouldAllBe(row => (row["lat"] == null) == (row["lng"] == null));
        _rows
            .Count(row => row["projectName"]!.GetValue<string>() == Instant(row, "dateCreated").ToString("ddd MMM dd yyyy"))
            .ShouldBeInRange(20, 100);
    }

    [Fact]
    public void The_names_hold_what_breaks_careless_code() =>
        SandboxNames.EdgeCases.ShouldBeSubsetOf(_rows.Select(row => row["projectName"]!.GetValue<string>()));

    [Fact]
    public void The_200_projects_are_those_that_they_were()
    {
        var text = string.Join('\n', _rows.Select(row => SandboxJson.Write(row)));

        // A failure here means that the generator changed data that users of the sandbox have seen. Update it only on purpose.
        Convert
            .ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
            .ShouldBe("ec8758b53cd3a399fba18e0f580da0efbbe3ee8defba88023f0719c2bfe918ea");
    }

    [Fact]
    public async Task The_same_number_gives_the_same_data()
    {
        await using var again = await HeatpunkServer.Start(200);

        (await again.List()).Select(row => row.ToJsonString()).ShouldBe(_rows.Select(row => row.ToJsonString()));
    }

    private static DateTimeOffset Instant(JsonObject row, string name) =>
        DateTimeOffset.Parse(row[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}

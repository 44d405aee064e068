using System.Diagnostics;
using System.Globalization;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Tests that the store survives <c>kill -9</c> at any moment without partial writes.</summary>
public sealed class ProcessKillTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_writer_leaves_nothing_half_written()
    {
        for (var round = 0; round < 6; round++)
        {
            await WriteAndKillAsync(commits: round * 5, seed: round);
            await using var store = await _folder.OpenAsync(TimeProvider.System);
            await using var connection = store.OpenReadConnection();
            foreach (var (what, sql) in InconsistencyQueries)
                connection.Rows(sql).ShouldBeEmpty($"{what}, round {round}");
            connection.Rows("PRAGMA integrity_check").ShouldBe(["ok"]);
            await CheckSearchAsync(store);
        }
    }

    // Each query finds rows that must not exist.
    private static readonly (string What, string Sql)[] InconsistencyQueries =
    [
        (
            "a project without all its tags",
            """
            SELECT p.Id FROM Projects p WHERE (SELECT group_concat(Tag) FROM (SELECT Tag FROM ProjectTags t WHERE t.ProjectId = p.Id ORDER BY t.Id))
            IS NOT 'zulu' || substr(p.Name, 10) || ',alpha' || substr(p.Name, 10)
            """
        ),
        (
            "another revision's contact",
            "SELECT p.Id FROM Projects p WHERE (SELECT group_concat(Contact) FROM ProjectContacts c WHERE c.ProjectId = p.Id) IS NOT substr(p.Name, 10)"
        ),
        (
            "another revision's custom field",
            "SELECT p.Id FROM Projects p WHERE (SELECT group_concat(Value) FROM ProjectCustomFields f WHERE f.ProjectId = p.Id) IS NOT substr(p.Name, 10)"
        ),
        (
            "another revision's extension",
            "SELECT p.Id FROM Projects p WHERE (SELECT CompanyName FROM PlanhatProjects x WHERE x.ProjectId = p.Id) IS NOT substr(p.Name, 10)"
        ),
        (
            "a project without all its people",
            "SELECT p.Id FROM Projects p WHERE (SELECT count(*) FROM ProjectMembers m WHERE m.ProjectId = p.Id) <> 4"
        ),
        (
            "another revision's assignee",
            """
            SELECT p.Id FROM Projects p WHERE NOT EXISTS
            (SELECT 1 FROM ProjectMembers m JOIN People x ON x.Id = m.PersonId WHERE m.ProjectId = p.Id AND x.VendorId = 'r' || substr(p.Name, 10))
            """
        ),
        (
            "a search row that differs",
            "SELECT p.Id FROM Projects p LEFT JOIN ProjectSearch s ON s.rowid = p.Id WHERE s.Name IS NOT p.Name OR s.Tags IS NOT 'zulu' || substr(p.Name, 10) || char(10) || 'alpha' || substr(p.Name, 10)"
        ),
        ("a search row of nothing", "SELECT rowid FROM ProjectSearch WHERE rowid NOT IN (SELECT Id FROM Projects)"),
        (
            "a gap in the change log",
            "SELECT 1 FROM (SELECT count(*) AS n, max(Position) AS last FROM Changes) WHERE n <> coalesce(last, 0)"
        ),
        (
            "a living project whose last entry is another",
            "SELECT p.Id FROM Projects p WHERE (SELECT Kind FROM Changes c WHERE c.Entity = 'Project' AND c.EntityId = p.Id ORDER BY Position DESC LIMIT 1) IS NOT 1 AND (SELECT Kind FROM Changes c WHERE c.Entity = 'Project' AND c.EntityId = p.Id ORDER BY Position DESC LIMIT 1) IS NOT 2"
        ),
        (
            "a project that was not created once",
            "SELECT EntityId FROM Changes WHERE Entity = 'Project' GROUP BY EntityId HAVING sum(Kind = 1) <> 1"
        ),
        (
            "a project that went without an entry",
            "SELECT EntityId FROM Changes c WHERE Entity = 'Project' GROUP BY EntityId HAVING sum(Kind = 3) <> (SELECT count(*) = 0 FROM Projects p WHERE p.Id = c.EntityId)"
        ),
        ("an operation between two states", "SELECT Id FROM Operations WHERE State IN (1, 2)"),
        ("a connection that still syncs", "SELECT Id FROM VendorAccounts WHERE Status = 2"),
        ("a reference to nothing", "PRAGMA foreign_key_check"),
    ];

    private static Task<int> CheckSearchAsync(GraphStore store) =>
        store.WriteAsync(session => session.Execute("INSERT INTO ProjectSearch(ProjectSearch) VALUES ('integrity-check')"), default);

    private async Task WriteAndKillAsync(int commits, int seed)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(CrashWriter).Assembly.Location, _folder.File, seed.ToString(CultureInfo.InvariantCulture)]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            // Kills right after a line, without a delay. At least one line is required, or the writer is still starting.
            for (var line = 0; line <= commits; line++)
                (await process.StandardOutput.ReadLineAsync()).ShouldBe("committed");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>A walk of a large set by next links while somebody writes.</summary>
public sealed class LargeWalkTests
{
    private const int Rows = 100_000;

    private const string Fill = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @rows)
        INSERT INTO Projects (Vendor, VendorId, VendorAccountId, Name, Status, SyncedAt, Document)
        SELECT 2, 'w' || i, @vendorAccount, 'Walk ' || (i * 7919 % 100003), 1 + i % 5, 0, '{}' FROM n
        """;

    [Fact]
    [Clause("B-8")]
    public async Task Each_key_that_was_there_throughout_comes_exactly_once()
    {
        using var server = new ODataServer();
        await server.InitializeAsync();
        Insert(server);
        using var done = new CancellationTokenSource();
        var deleted = new HashSet<long>();
        var writing = Task.Run(() => WriteAsync(server, deleted, done.Token), CancellationToken.None);

        var walked = await WalkAsync(server, () => deleted.Count > 0);

        await done.CancelAsync();
        await writing;
        await server.DisposeAsync();
        walked.Distinct().Count().ShouldBe(walked.Count);
        deleted.ShouldNotBeEmpty();
        Enumerable.Range(1, ODataServer.Projects + Rows).Select(id => (long)id).Except(deleted).Except(walked).ShouldBeEmpty();
    }

    private static async Task<List<long>> WalkAsync(ODataServer server, Func<bool> isBeingWritten)
    {
        var walked = new List<long>();
        for (var url = "/Projects?$select=Id,Name,Status&$filter=Name ne 'x'"; url is not null; )
        {
            using var response = await server.SendAsync(url);
            var page = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
            walked.AddRange(page.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("Id").GetInt64()));
            url = page.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
            // The writer is under way from the first page on.
            while (walked.Count <= 1_000 && !isBeingWritten())
                await Task.Yield();
        }
        return walked;
    }

    // Rows before and after the current position are changed and deleted, others are added at the end.
    private static async Task WriteAsync(ODataServer server, HashSet<long> deleted, CancellationToken done)
    {
        for (var turn = 1; !done.IsCancellationRequested; turn++)
        {
            var added = ODataServer.Project(1_000 + turn);
            var changed = ODataServer.Project(1 + (turn % ODataServer.Projects));
            changed.Name = $"Changed {turn.ToString(CultureInfo.InvariantCulture)}";
            await server.Writer.SaveAsync(server.VendorAccountId, [added, changed], new HashSet<string>(), CancellationToken.None);
            var victim = 200L + (turn * 7_919L % (Rows - 200));
            await server.Writer.DeleteAsync(victim, CancellationToken.None);
            deleted.Add(victim);
        }
    }

    private static void Insert(ODataServer server)
    {
        using var connection = new SqliteConnection($"Data Source={server.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Fill;
        command.Parameters.AddWithValue("@rows", Rows);
        command.Parameters.AddWithValue("@vendorAccount", server.VendorAccountId);
        command.ExecuteNonQuery();
    }
}

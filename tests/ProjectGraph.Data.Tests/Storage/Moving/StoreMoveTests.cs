using Microsoft.Data.Sqlite;
using Npgsql;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Moving;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.Moving;

[Trait("Store", "PostgreSql")]
public sealed class StoreMoveTests : IAsyncLifetime
{
    private readonly StoreFolder folder = new();
    private readonly FakeTime time = new();
    private readonly List<string> told = [];
    private OwnDatabase server = null!;

    private string Back => Path.Combine(folder.Root, "back.db");

    public async Task InitializeAsync() => server = await OwnDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task There_and_back_again_is_the_same_store()
    {
        await FillAsync(100);

        await MoveAsync(folder.File, server.ConnectionString);
        await MoveAsync(server.ConnectionString, Back);

        using var before = Open(folder.File);
        using var after = Open(Back);
        foreach (var table in MovedTables.All)
        {
            var rows = before.Rows($"SELECT * FROM {table.Name} ORDER BY 1, 2");
            rows.ShouldNotBeEmpty($"{table.Name}: a table without rows proves nothing");
            after.Rows($"SELECT * FROM {table.Name} ORDER BY 1, 2").ShouldBe(rows, table.Name);
        }
        const string search = "SELECT rowid, Name, Description, Number, Reference, Company, Tags FROM ProjectSearch ORDER BY rowid";
        after.Rows(search).ShouldBe(before.Rows(search));
        const string sequences = "SELECT name, seq FROM sqlite_sequence ORDER BY name";
        after.Rows(sequences).ShouldBe(before.Rows(sequences));
        after.Rows("SELECT count(*) FROM ProjectTexts WHERE ProjectTexts MATCH 'pump'").ShouldBe(before.Rows("SELECT count(*) FROM ProjectTexts WHERE ProjectTexts MATCH 'pump'"));
        after.Rows("SELECT name FROM sqlite_master WHERE name = 'MoveProgress'").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_clients_hold_goes_on_working_and_no_number_is_given_twice()
    {
        var key = await FillAsync(20);
        await MoveAsync(folder.File, server.ConnectionString);

        await using var old = await folder.OpenAsync(time);
        await using var store = await OpenServerAsync();
        var moved = (await new ApiKeyStore(store).FindAsync(key.Rotated, default))!;
        (moved.Name, moved.Role, moved.ExpiresAt).ShouldBe(("excel", AccessRole.Reader, time.GetUtcNow().AddDays(30)));
        moved.VendorAccounts.ShouldBe([6L]);
        moved.Protocols.ShouldBe([ApiProtocol.OData]);
        (await new ApiKeyStore(store).FindAsync(key.Replaced, default)).ShouldNotBeNull().Id.ShouldBe(moved.Id);
        var position = await store.ReadAsync(ChangeLog.Newest, default);
        position.ShouldBe(await old.ReadAsync(ChangeLog.Newest, default));
        var draft = new OperationDraft("createProject", Vendor.Planhat, 6, null, false, "done", "hash", "{ }", FilledStore.Caller);
        (await new OperationLog(store).BeginAsync(draft, default)).ShouldBeOfType<OperationStart.Replay>();

        var next = (await new GraphWriter(store).SaveAsync(6, [Samples.Project(500)], Samples.Nothing, default)).Single();
        next.ShouldBe(await old.ReadAsync(session => session.Catalog.LastNumber("Projects"), default) + 1);
        (await store.ReadAsync(ChangeLog.Newest, default)).ShouldBeGreaterThan(position);
        (await store.ReadAsync(session => ChangeLog.Read(session, EntityTable.Of<Project>().Entity, AccountScope.Unrestricted, position, 10), default)).Changes.ShouldHaveSingleItem().EntityId.ShouldBe(next);
    }

    [Fact]
    public async Task The_search_that_is_made_anew_is_the_one_that_writing_makes()
    {
        await FillAsync(20);
        await MoveAsync(folder.File, server.ConnectionString);
        var made = await server.RowsAsync("""SELECT * FROM "ProjectSearch" ORDER BY 1""");
        made.Count.ShouldBe(27 + 1);
        await using var store = await OpenServerAsync();
        foreach (var connection in await new ConnectionStore(store).ListAsync(default)) await TouchAsync(store, connection.Id);
        (await server.RowsAsync("""SELECT * FROM "ProjectSearch" ORDER BY 1""")).ShouldBe(made);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_that_is_cut_off_after_any_batch_goes_on_where_it_was(bool toServer)
    {
        await FillAsync(10);
        if (!toServer) await MoveAsync(folder.File, server.ConnectionString);
        var (from, to) = toServer ? (folder.File, server.ConnectionString) : (server.ConnectionString, Back);

        var cuts = 0;
        while (!await MoveCutAsync(from, to, batches: 1, size: 2_000))
        {
            cuts++;
            (await Should.ThrowAsync<StoreException>(() => toServer ? OpenServerAsync() : GraphStore.CreateAsync(Back, time))).Code.ShouldBe(StoreException.HalfMoved);
        }

        cuts.ShouldBeGreaterThan(MovedTables.All.Count, "each table and the search");
        told.ShouldContain(line => line.StartsWith("Resuming the transfer of", StringComparison.Ordinal));
        await using var store = toServer ? await OpenServerAsync() : await GraphStore.CreateAsync(Back, time);
    }

    [Fact]
    public async Task It_may_be_cut_off_in_the_middle_of_a_table()
    {
        await FillAsync(60);
        var cuts = 0;
        while (!await MoveCutAsync(folder.File, server.ConnectionString, batches: 40, size: 70)) cuts++;
        cuts.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_source_that_was_written_since_is_not_gone_on_with()
    {
        await FillAsync(10);
        await MoveCutAsync(folder.File, server.ConnectionString, batches: 1, size: 2_000);
        await using (var store = await folder.OpenAsync(time)) await new GraphWriter(store).SaveAsync(6, [Samples.Project(77)], Samples.Nothing, default);
        (await Should.ThrowAsync<StoreException>(() => MoveAsync(folder.File, server.ConnectionString))).Message.ShouldContain("the source has changed since");
    }

    [Theory]
    [InlineData("UPDATE \"Projects\" SET \"Mrr\" = 1 WHERE \"Id\" = 3", "of Projects, the rows differ")]
    [InlineData("DELETE FROM \"ProjectTags\" WHERE \"Id\" = (SELECT min(\"Id\") FROM \"ProjectTags\")", "of ProjectTags, the source has")]
    [InlineData("UPDATE \"HeatpunkProjects\" SET \"Lat\" = 47.00000000000001", "of HeatpunkProjects, the rows differ")]
    [InlineData("UPDATE \"Projects\" SET \"Document\" = '{ }' WHERE \"Id\" = 3", "of Projects, the rows differ")]
    public async Task A_difference_fails_the_move_and_names_the_table(string change, string expected)
    {
        await FillAsync(10);
        var move = new StoreMove(time, line => told.Add(line));
        var spoiling = new StoreMove(time, line =>
        {
            if (line.Contains("Full-text", StringComparison.Ordinal)) server.RunAsync(change).GetAwaiter().GetResult();
        });
        var failed = await Should.ThrowAsync<StoreException>(() => spoiling.RunAsync(folder.File, server.ConnectionString, default));
        failed.Code.ShouldBe(StoreException.HalfMoved);
        failed.Message.ShouldContain(expected);
        (await Should.ThrowAsync<StoreException>(OpenServerAsync)).Code.ShouldBe(StoreException.HalfMoved);
        (await Should.ThrowAsync<StoreException>(() => move.RunAsync(folder.File, server.ConnectionString, default))).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task A_row_that_the_target_cannot_hold_is_named()
    {
        await FillAsync(10);
        using (var connection = Open(folder.File)) connection.Rows($"UPDATE Projects SET Document = 'no json' WHERE Id = 7");
        var refused = await Should.ThrowAsync<StoreException>(() => MoveAsync(folder.File, server.ConnectionString));
        refused.Message.ShouldStartWith("The row 7 of Projects has a value that the target cannot store.");
        using (var connection = Open(folder.File)) connection.Rows($"UPDATE Projects SET Document = '1', Reference = '{Texts.Long()}' WHERE Id = 7");
        await server.RunAsync("DROP TABLE \"MoveProgress\"; TRUNCATE \"Connections\", \"Operations\", \"Changes\", \"ApiKeys\", \"ProjectSnapshots\", \"SyncSeen\" CASCADE");
        (await Should.ThrowAsync<StoreException>(() => MoveAsync(folder.File, server.ConnectionString))).Message.ShouldMatch("^Projects.Reference cannot be stored: .* It is the row 7 of Projects.");
    }

    [Fact]
    public async Task Every_table_of_both_databases_moves_or_is_known_not_to()
    {
        await using (await folder.OpenAsync(time))
        await using (await OpenServerAsync())
        {
        }
        string[] rest = [.. MovedTables.Passing, "ProjectSearch", "__EFMigrationsHistory"];
        var moved = MovedTables.All.SelectMany(table => table.Shape.Columns.Select(column => $"{table.Name} {column.Name}")).Order(StringComparer.Ordinal).ToList();
        var served = await server.RowsAsync($"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('{string.Join("', '", rest)}')");
        served.Order(StringComparer.Ordinal).ShouldBe(moved);
        using var file = Open(folder.File);
        file.Rows($"SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT IN ('{string.Join("', '", rest)}') AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'ProjectSearch_%' AND t.name NOT LIKE 'ProjectTexts%'")
            .Order(StringComparer.Ordinal).ShouldBe(moved);
    }

    [Fact]
    public async Task The_output_says_what_was_done_and_shows_no_password()
    {
        await FillAsync(10);
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        await MoveAsync(folder.File, $"postgres://{address.Username}:{address.Password}@{address.Host}:{address.Port}/{server.Name}?pooling=false");
        told[0].ShouldBe($"Transferring SQLite {folder.File} to PostgreSQL {address.Host}:{address.Port}/{server.Name}");
        told.ShouldContain(line => line.StartsWith("  Projects: 18 rows, ", StringComparison.Ordinal));
        told[^1].ShouldStartWith($"Transferred. Start the service on PostgreSQL {address.Host}:{address.Port}/{server.Name}.");
        string.Concat(told).ShouldNotContain(address.Password!);
    }

    private async Task<(string Replaced, string Rotated)> FillAsync(int projects)
    {
        await using var store = await folder.OpenAsync(time);
        return await FilledStore.FillAsync(store, projects);
    }

    private Task MoveAsync(string from, string to) => new StoreMove(time, told.Add).RunAsync(from, to, default);

    /// <returns>Whether the transfer finished before it was interrupted.</returns>
    private async Task<bool> MoveCutAsync(string from, string to, int batches, int size)
    {
        try
        {
            await new StoreMove(time, told.Add) { Batch = size, Committed = () => Cut(ref batches) }.RunAsync(from, to, default);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Cut(ref int batches)
    {
        if (--batches == 0) throw new OperationCanceledException();
    }

    private static async Task TouchAsync(GraphStore store, long connectionId)
    {
        var connections = new ConnectionStore(store);
        var ids = await store.ReadAsync(session => session.List("SELECT Id FROM Projects WHERE ConnectionId = @p0", row => row.GetInt64(0), connectionId), default);
        foreach (var id in ids)
        {
            var project = (await connections.FindProjectAsync(id, default))!;
            project.Url += "?";
            await new GraphWriter(store).SaveAsync(connectionId, [project], Samples.Nothing, default);
        }
    }

    private async Task<GraphStore> OpenServerAsync()
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(server.ConnectionString)), time);
        try
        {
            await store.OpenAsync(default);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}

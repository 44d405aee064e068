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
public sealed class StoreTransferTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTime _time = new();
    private readonly List<string> _told = [];
    private PrivateTestDatabase _server = null!;

    private string Back => Path.Combine(_folder.Root, "back.db");

    public async Task InitializeAsync() => _server = await PrivateTestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_transfer_and_its_reverse_give_the_same_store()
    {
        await FillAsync(100);

        await TransferAsync(_folder.File, _server.ConnectionString);
        await TransferAsync(_server.ConnectionString, Back);

        using var before = Open(_folder.File);
        using var after = Open(Back);
        foreach (var table in TransferTables.All)
        {
            var rows = before.Rows($"SELECT * FROM {table.Name} ORDER BY 1, 2");
            rows.ShouldNotBeEmpty($"{table.Name}: a table without rows proves nothing");
            after.Rows($"SELECT * FROM {table.Name} ORDER BY 1, 2").ShouldBe(rows, table.Name);
        }
        const string search = "SELECT rowid, Name, Description, Number, Reference, Company, Tags FROM ProjectSearch ORDER BY rowid";
        after.Rows(search).ShouldBe(before.Rows(search));
        const string sequences = "SELECT name, seq FROM sqlite_sequence ORDER BY name";
        after.Rows(sequences).ShouldBe(before.Rows(sequences));
        after
            .Rows("SELECT count(*) FROM ProjectTexts WHERE ProjectTexts MATCH 'pump'")
            .ShouldBe(before.Rows("SELECT count(*) FROM ProjectTexts WHERE ProjectTexts MATCH 'pump'"));
        after.Rows("SELECT name FROM sqlite_master WHERE name = 'MoveProgress'").ShouldBeEmpty();
    }

    [Fact]
    public async Task Ids_and_positions_of_clients_stay_valid_and_no_key_is_reused()
    {
        var key = await FillAsync(20);
        await TransferAsync(_folder.File, _server.ConnectionString);

        await using var old = await _folder.OpenAsync(_time);
        await using var store = await OpenServerAsync();
        var moved = (await new ApiKeyStore(store).FindAsync(key.Rotated, default))!;
        (moved.Name, moved.Role, moved.ExpiresAt).ShouldBe(("excel", AccessRole.Reader, _time.GetUtcNow().AddDays(30)));
        moved.VendorAccounts.ShouldBe([6L]);
        moved.Protocols.ShouldBe([ApiProtocol.OData]);
        (await new ApiKeyStore(store).FindAsync(key.Replaced, default)).ShouldNotBeNull().Id.ShouldBe(moved.Id);
        var position = await store.ReadAsync(ChangeLog.GetNewestPosition, default);
        position.ShouldBe(await old.ReadAsync(ChangeLog.GetNewestPosition, default));
        var draft = new OperationDraft("createProject", Vendor.Planhat, 6, null, false, "done", "hash", "{ }", FilledStore.Caller);
        (await new OperationLog(store).BeginAsync(draft, default)).ShouldBeOfType<OperationStart.Replay>();

        var next = (await new GraphWriter(store).SaveAsync(6, [Samples.Project(500)], Samples.Nothing, default)).Single();
        next.ShouldBe(await old.ReadAsync(session => session.Catalog.GetLastKey("Projects"), default) + 1);
        (await store.ReadAsync(ChangeLog.GetNewestPosition, default)).ShouldBeGreaterThan(position);
        (
            await store.ReadAsync(
                session => ChangeLog.Read(session, EntityTable.Get<Project>().Entity, AccountScope.Unrestricted, position, 10),
                default
            )
        )
            .Changes.ShouldHaveSingleItem()
            .EntityId.ShouldBe(next);
    }

    [Fact]
    public async Task The_rebuilt_search_index_equals_the_written_one()
    {
        await FillAsync(20);
        await TransferAsync(_folder.File, _server.ConnectionString);
        var made = await _server.RowsAsync("""SELECT * FROM "ProjectSearch" ORDER BY 1""");
        made.Count.ShouldBe(27 + 1);
        await using var store = await OpenServerAsync();
        foreach (var vendorAccount in await new VendorAccountStore(store).ListAsync(default))
            await TouchAsync(store, vendorAccount.Id);
        (await _server.RowsAsync("""SELECT * FROM "ProjectSearch" ORDER BY 1""")).ShouldBe(made);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transfer_that_is_interrupted_after_any_batch_resumes(bool toServer)
    {
        await FillAsync(10);
        if (!toServer)
            await TransferAsync(_folder.File, _server.ConnectionString);
        var (from, to) = toServer ? (_folder.File, _server.ConnectionString) : (_server.ConnectionString, Back);

        var cuts = 0;
        while (!await TransferInterruptedAsync(from, to, batches: 1, size: 2_000))
        {
            cuts++;
            (
                await Should.ThrowAsync<StoreException>(() => toServer ? OpenServerAsync() : GraphStore.CreateAsync(Back, _time))
            ).Code.ShouldBe(StoreException.TransferIncomplete);
        }

        cuts.ShouldBeGreaterThan(TransferTables.All.Count, "each table and the search");
        _told.ShouldContain(line => line.StartsWith("Resuming the transfer of", StringComparison.Ordinal));
        await using var store = toServer ? await OpenServerAsync() : await GraphStore.CreateAsync(Back, _time);
    }

    [Fact]
    public async Task A_transfer_that_is_interrupted_within_a_table_resumes()
    {
        await FillAsync(60);
        var cuts = 0;
        while (!await TransferInterruptedAsync(_folder.File, _server.ConnectionString, batches: 40, size: 70))
            cuts++;
        cuts.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_transfer_does_not_resume_from_a_changed_source()
    {
        await FillAsync(10);
        await TransferInterruptedAsync(_folder.File, _server.ConnectionString, batches: 1, size: 2_000);
        await using (var store = await _folder.OpenAsync(_time))
            await new GraphWriter(store).SaveAsync(6, [Samples.Project(77)], Samples.Nothing, default);
        (await Should.ThrowAsync<StoreException>(() => TransferAsync(_folder.File, _server.ConnectionString))).Message.ShouldContain(
            "the source has changed since"
        );
    }

    [Theory]
    [InlineData("UPDATE \"Projects\" SET \"Mrr\" = 1 WHERE \"Id\" = 3", "In the table Projects, the rows differ")]
    [InlineData(
        "DELETE FROM \"ProjectTags\" WHERE \"Id\" = (SELECT min(\"Id\") FROM \"ProjectTags\")",
        "In the table ProjectTags, the source has"
    )]
    [InlineData("UPDATE \"HeatpunkProjects\" SET \"Lat\" = 47.00000000000001", "In the table HeatpunkProjects, the rows differ")]
    [InlineData("UPDATE \"Projects\" SET \"Document\" = '{ }' WHERE \"Id\" = 3", "In the table Projects, the rows differ")]
    public async Task A_difference_fails_the_transfer_and_names_the_table(string change, string expected)
    {
        await FillAsync(10);
        var move = new StoreTransfer(_time, line => _told.Add(line));
        var spoiling = new StoreTransfer(_time, line =>
        {
            if (line.Contains("Full-text", StringComparison.Ordinal))
                _server.RunAsync(change).GetAwaiter().GetResult();
        });
        var failed = await Should.ThrowAsync<StoreException>(() => spoiling.RunAsync(_folder.File, _server.ConnectionString, default));
        failed.Code.ShouldBe(StoreException.TransferIncomplete);
        failed.Message.ShouldContain(expected);
        (await Should.ThrowAsync<StoreException>(OpenServerAsync)).Code.ShouldBe(StoreException.TransferIncomplete);
        (
            await Should.ThrowAsync<StoreException>(() => move.RunAsync(_folder.File, _server.ConnectionString, default))
        ).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task A_row_that_the_target_cannot_hold_is_named()
    {
        await FillAsync(10);
        using (var connection = Open(_folder.File))
            connection.Rows($"UPDATE Projects SET Document = 'no json' WHERE Id = 7");
        var refused = await Should.ThrowAsync<StoreException>(() => TransferAsync(_folder.File, _server.ConnectionString));
        refused.Message.ShouldStartWith("The row 7 of Projects has a value that the target cannot store.");
        using (var connection = Open(_folder.File))
            connection.Rows($"UPDATE Projects SET Document = '1', Reference = '{RandomTexts.CreateLong()}' WHERE Id = 7");
        await _server.RunAsync(
            "DROP TABLE \"MoveProgress\"; TRUNCATE \"VendorAccounts\", \"Operations\", \"Changes\", \"ApiKeys\", \"ProjectSnapshots\", \"SyncSeen\" CASCADE"
        );
        (await Should.ThrowAsync<StoreException>(() => TransferAsync(_folder.File, _server.ConnectionString))).Message.ShouldMatch(
            "^Projects.Reference cannot be stored: .* It is the row 7 of Projects."
        );
    }

    [Fact]
    public async Task Every_common_table_is_transferred_or_listed_as_transient()
    {
        await using (await _folder.OpenAsync(_time))
        await using (await OpenServerAsync()) { }
        string[] rest = [.. TransferTables.TransientTables, "ProjectSearch", "__EFMigrationsHistory"];
        var moved = TransferTables
            .All.SelectMany(table => table.Shape.Columns.Select(column => $"{table.Name} {column.Name}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        var served = await _server.RowsAsync(
            $"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('{string.Join("', '", rest)}')"
        );
        served.Order(StringComparer.Ordinal).ShouldBe(moved);
        using var file = Open(_folder.File);
        file.Rows(
                $"SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT IN ('{string.Join("', '", rest)}') AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'ProjectSearch_%' AND t.name NOT LIKE 'ProjectTexts%'"
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(moved);
    }

    [Fact]
    public async Task The_output_reports_the_transfer_without_passwords()
    {
        await FillAsync(10);
        var address = new NpgsqlConnectionStringBuilder(_server.ConnectionString);
        await TransferAsync(
            _folder.File,
            $"postgres://{address.Username}:{address.Password}@{address.Host}:{address.Port}/{_server.Name}?pooling=false"
        );
        _told[0].ShouldBe($"Transferring SQLite {_folder.File} to PostgreSQL {address.Host}:{address.Port}/{_server.Name}");
        _told.ShouldContain(line => line.StartsWith("  Projects: 18 rows, ", StringComparison.Ordinal));
        _told[^1].ShouldStartWith($"Transferred. Start the service on PostgreSQL {address.Host}:{address.Port}/{_server.Name}.");
        string.Concat(_told).ShouldNotContain(address.Password!);
    }

    private async Task<(string Replaced, string Rotated)> FillAsync(int projects)
    {
        await using var store = await _folder.OpenAsync(_time);
        return await FilledStore.FillAsync(store, projects);
    }

    private Task TransferAsync(string from, string to) => new StoreTransfer(_time, _told.Add).RunAsync(from, to, default);

    /// <returns>Whether the transfer finished before it was interrupted.</returns>
    private async Task<bool> TransferInterruptedAsync(string from, string to, int batches, int size)
    {
        try
        {
            await new StoreTransfer(_time, _told.Add) { BatchSize = size, OnBatchCommitted = () => Interruption(ref batches) }.RunAsync(
                from,
                to,
                default
            );
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Interruption(ref int batches)
    {
        if (--batches == 0)
            throw new OperationCanceledException();
    }

    private static async Task TouchAsync(GraphStore store, long vendorAccountId)
    {
        var vendorAccounts = new VendorAccountStore(store);
        var ids = await store.ReadAsync(
            session => session.ReadList("SELECT Id FROM Projects WHERE VendorAccountId = @p0", row => row.GetInt64(0), vendorAccountId),
            default
        );
        foreach (var id in ids)
        {
            var project = (await vendorAccounts.FindProjectAsync(id, default))!;
            project.Url += "?";
            await new GraphWriter(store).SaveAsync(vendorAccountId, [project], Samples.Nothing, default);
        }
    }

    private async Task<GraphStore> OpenServerAsync()
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(_server.ConnectionString)), _time);
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

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_of_the_first_version_is_upgraded_and_keeps_its_history()
    {
        CreateFirstVersion();

        await using var store = await _folder.OpenAsync(new FakeTime());

        await using var reader = store.OpenReadConnection();
        reader
            .Rows("SELECT Id, State, Errors, Cursor, Pages FROM SyncRuns ORDER BY Id")
            .ShouldBe(["3 2 0 null 4", "4 3 1 p2 2", "7 4 0 p5 5"]);
        reader.Rows("SELECT RunId, VendorId, Message FROM QuarantinedRecords").ShouldBe(["4 x1 odd"]);
        reader.Rows("SELECT Name, CircuitState, RateLimit FROM VendorAccounts").ShouldBe(["old 1 null"]);
        (
            await new SyncRunner(store, NullLogger<SyncRunner>.Instance).RunAsync(1, new ListedSource(Samples.Projects(1)), default)
        ).Error.ShouldBeNull();
        reader.Rows("SELECT max(Id) FROM SyncRuns").ShouldBe(["8"]);
    }

    private void CreateFirstVersion()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var context = SqliteSchema.CreateContext(connection);
        context.GetService<IMigrator>().Migrate("20261101000000_CreateGraph");
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO Connections (Id, Name, Vendor, BaseUrl, Status) VALUES (1, 'old', 2, 'http://planhat.test', 3);
            INSERT INTO SyncRuns (Id, ConnectionId, StartedAt, EndedAt, Cursor, Pages, Read, Created, Changed, Deleted, Quarantined, Error, ErrorCode) VALUES
              (3, 1, 1, 2, NULL, 4, 9, 9, 0, 0, 0, NULL, NULL), (4, 1, 3, 4, 'p2', 2, 9, 0, 0, 0, 1, 'broken', 'X'), (7, 1, 5, NULL, 'p5', 5, 9, 0, 0, 0, 0, NULL, NULL);
            INSERT INTO SyncProblems (RunId, VendorId, Message, At) VALUES (4, 'x1', 'odd', 4);
            """;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_file_of_the_first_version_keeps_its_keys()
    {
        using (var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            connection.Open();
            using var context = SqliteSchema.CreateContext(connection);
            context.GetService<IMigrator>().Migrate("20261101000000_CreateGraph");
            using var command = connection.CreateCommand();
            command.CommandText = KeysOfFirstVersion.Rows;
            command.ExecuteNonQuery();
        }
        await using var store = await _folder.OpenAsync(new FakeTime());
        await KeysOfFirstVersion.ShouldWorkAsync(store);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await using (var store = await _folder.OpenAsync(new FakeTime()))
            await store.WriteAsync(
                session => session.Execute("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99')"),
                default
            );

        var refused = await Should.ThrowAsync<StoreException>(() => _folder.OpenAsync(new FakeTime()));

        refused.Code.ShouldBe(StoreException.NewerSchema);
        refused.Message.ShouldContain("29990101000000_Later");
    }

    [Fact]
    public async Task Processes_that_open_a_new_file_together_create_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _folder.OpenAsync(new FakeTime()))));
        foreach (var store in stores)
        {
            store.IsOpen.ShouldBeTrue();
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Opening_twice_has_no_further_effect()
    {
        await using var store = await _folder.OpenAsync(new FakeTime());
        await store.OpenAsync(default);
        store.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task The_file_has_a_log_large_pages_and_readers_that_cannot_write()
    {
        await using var store = await _folder.OpenAsync(new FakeTime());
        await using var reader = store.OpenReadConnection();

        reader.Rows("PRAGMA journal_mode").ShouldBe(["wal"]);
        reader.Rows("PRAGMA page_size").ShouldBe(["8192"]);
        Should.Throw<SqliteException>(() => reader.Rows("DELETE FROM VendorAccounts")).SqliteErrorCode.ShouldBe(8);
        (await store.WriteAsync(session => session.ReadLong("PRAGMA synchronous"), default)).ShouldBe(2);
        (await store.WriteAsync(session => session.ReadLong("PRAGMA foreign_keys"), default)).ShouldBe(1);
    }

    [Theory]
    [InlineData("Status = 2 ORDER BY DueDate, Id", "IX_Projects_Status_DueDate")]
    [InlineData("Status = 2 ORDER BY UpdatedAt, Id", "IX_Projects_Status_UpdatedAt")]
    [InlineData("Status = 2 ORDER BY Id", "IX_Projects_Status")]
    [InlineData("Vendor = 2 ORDER BY Id", "IX_Projects_Vendor")]
    [InlineData("CompanyId = 2 ORDER BY Id", "IX_Projects_CompanyId")]
    [InlineData("Id > 0 ORDER BY Name, Id", "IX_Projects_Name")]
    [InlineData("VendorId = '7'", "IX_Projects_VendorId_VendorAccountId")]
    public async Task A_common_list_reads_an_index_without_sorting(string condition, string index)
    {
        await using var store = await _folder.OpenAsync(new FakeTime());
        await using var reader = store.OpenReadConnection();
        var plan = string.Join('\n', reader.Rows($"EXPLAIN QUERY PLAN SELECT * FROM Projects WHERE {condition} LIMIT 50"));
        $"{plan} ".ShouldContain($"INDEX {index} ");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    [Theory]
    [InlineData("PostgreSql", "ConnectionStrings:ProjectGraph is missing")]
    [InlineData("Oracle", "It must be `Sqlite` or `PostgreSql`")]
    public void An_unknown_provider_is_refused(string provider, string told)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Store:Provider", provider)]).Build();
        var refused = Should.Throw<StoreException>(() => new ServiceCollection().AddGraphStore(configuration));
        refused.Code.ShouldBe(StoreException.BadConfiguration);
        refused.Message.ShouldContain(told);
    }

    [Fact]
    public async Task The_configured_file_and_its_folder_are_created()
    {
        var file = Path.Combine(_folder.Root, "new", "folder", "graph.db");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:ProjectGraph", $"Data Source={file}")])
            .Build();
        await using var services = new ServiceCollection().AddGraphStore(configuration).BuildServiceProvider();
        var store = services.GetRequiredService<GraphStore>();
        store.IsOpen.ShouldBeFalse();
        Should.Throw<StoreException>(store.OpenReadConnection).Code.ShouldBe(StoreException.NotOpen);

        await store.OpenAsync(default);

        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public void A_store_in_memory_is_refused() =>
        Should.Throw<StoreException>(() => new SqliteDatabase("Data Source=:memory:")).Code.ShouldBe(StoreException.BadConfiguration);
}

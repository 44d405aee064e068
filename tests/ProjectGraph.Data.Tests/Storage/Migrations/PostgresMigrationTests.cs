using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

[Trait("Store", "PostgreSql")]
public sealed class PostgresMigrationTests : MigrationContract
{
    public static TheoryData<string> Released
    {
        get
        {
            using var context = PostgresSchema.CreateContext(new());
            return [.. context.Database.GetMigrations()];
        }
    }

    [Theory]
    [MemberData(nameof(Released))]
    public Task A_store_of_each_released_schema_is_upgraded_and_keeps_its_rows(string migration) => UpgradeAsync(migration);

    [Fact]
    public async Task After_the_owner_has_run_the_script_the_service_only_needs_access_to_rows()
    {
        await using var database = await PostgresMigratedDatabase.CreateAsync();
        database.Run(SchemaScript.Create("PostgreSql", null));
        await using (var store = await database.OpenAsWriterAsync())
        {
            var vendorAccountId = (
                await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
            ).Id;
            (await new GraphWriter(store).SaveAsync(vendorAccountId, [Samples.Project(1)], Samples.Nothing, default)).ShouldBe([1L]);
        }
        await database.DropWriterAsync();
    }

    private protected override async Task<MigratedDatabase> CreateAsync() => await PostgresMigratedDatabase.CreateAsync();

    private protected override GraphDbContext Changed<TCustomizer>() =>
        new PostgresGraphDbContext(PostgresSchema.CreateOptions(new()).ReplaceService<IModelCustomizer, TCustomizer>().Options);
}

internal sealed class PostgresMigratedDatabase : MigratedDatabase
{
    private readonly PrivateTestDatabase _database;
    private readonly NpgsqlConnection _connection;

    private PostgresMigratedDatabase(PrivateTestDatabase database, NpgsqlConnection connection)
        : base(connection, PostgresSchema.CreateContext(connection)) => (_database, _connection) = (database, connection);

    public override string SearchRows =>
        """INSERT INTO "ProjectSearch" ("ProjectId", "Company", "Text") VALUES (2, 'müller & söhne', 'the old mill');""";

    public static async Task<PostgresMigratedDatabase> CreateAsync()
    {
        var database = await PrivateTestDatabase.CreateAsync();
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return new(database, connection);
    }

    // Scaffolding does not read the included columns of an index.
    public override List<string> Tables() =>
        [
            .. base.Tables(),
            .. Connection.Rows(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_EF%' ORDER BY indexname"
            ),
        ];

    public override void Upgrade() => PostgresSchema.Upgrade(_connection);

    // A second run changes nothing.
    public override void RunScript(string from)
    {
        SchemaScript.Create("PostgreSql", from).Length.ShouldBeLessThan(SchemaScript.Create("PostgreSql", null).Length);
        Run(SchemaScript.Create("PostgreSql", null));
        Run(SchemaScript.Create("PostgreSql", null));
    }

    /// <summary>Opens the store as a user who may only read and write rows.</summary>
    public async Task<GraphStore> OpenAsWriterAsync()
    {
        var user = $"writer_{_database.Name}";
        await _database.RunAsync(
            $"""
            CREATE ROLE {user} LOGIN PASSWORD '{user}';
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {user};
            """
        );
        return await PooledTestDatabase.OpenAsync(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = user, Password = user }.ConnectionString,
            new FakeTime()
        );
    }

    public Task DropWriterAsync() => _database.RunAsync($"DROP OWNED BY writer_{_database.Name}; DROP ROLE writer_{_database.Name}");

    public override Task<GraphStore> OpenAsync() => PooledTestDatabase.OpenAsync(_database.ConnectionString, new FakeTime());

    // The model does not contain the extension, which only the owner of the database may create.
    public override void CreateModel()
    {
        Run("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        base.CreateModel();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}

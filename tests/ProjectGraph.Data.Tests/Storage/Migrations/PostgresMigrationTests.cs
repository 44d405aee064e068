using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

[Trait("Store", "PostgreSql")]
public sealed class PostgresMigrationTests : MigrationContract
{
    public static TheoryData<string> Released
    {
        get
        {
            using var context = PostgresSchema.Context(new());
            return [.. context.Database.GetMigrations()];
        }
    }

    [Theory]
    [MemberData(nameof(Released))]
    public Task A_store_of_each_released_schema_is_upgraded_and_keeps_its_rows(string migration) => UpgradeAsync(migration);

    private protected override async Task<MigratedDatabase> CreateAsync() => await PostgresMigratedDatabase.CreateAsync();

    private protected override GraphDbContext Changed<TCustomizer>() =>
        new PostgresGraphDbContext(PostgresSchema.Options(new()).ReplaceService<IModelCustomizer, TCustomizer>().Options);
}

internal sealed class PostgresMigratedDatabase : MigratedDatabase
{
    private readonly OwnDatabase database;
    private readonly NpgsqlConnection connection;

    private PostgresMigratedDatabase(OwnDatabase database, NpgsqlConnection connection) : base(connection, PostgresSchema.Context(connection)) =>
        (this.database, this.connection) = (database, connection);

    public override string SearchRows => """INSERT INTO "ProjectSearch" ("ProjectId", "Company", "Text") VALUES (2, 'müller & söhne', 'the old mill');""";

    public static async Task<PostgresMigratedDatabase> CreateAsync()
    {
        var database = await OwnDatabase.CreateAsync();
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return new(database, connection);
    }

    // Scaffolding does not read the columns that an index includes.
    public override List<string> Tables() =>
        [.. base.Tables(), .. Connection.Rows("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_EF%' ORDER BY indexname")];

    public override void Upgrade() => PostgresSchema.Upgrade(connection);

    public override Task<GraphStore> OpenAsync() => PostgresPlace.OpenAsync(database.ConnectionString, new FakeTime());

    // The model does not name the extension, which only the owner of the database may create.
    public override void CreateModel()
    {
        Run("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        base.CreateModel();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }
}

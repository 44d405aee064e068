using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Migrations;
using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

public sealed class SqliteMigrationTests : MigrationContract
{
    public static TheoryData<string> Released
    {
        get
        {
            using var context = SqliteSchema.CreateContext(new());
            return [.. context.Database.GetMigrations()];
        }
    }

    [Theory]
    [MemberData(nameof(Released))]
    public Task A_store_of_each_released_schema_is_upgraded_and_keeps_its_rows(string migration) => UpgradeAsync(migration);

    // SQLite changes a column by a new table, which replaces the old one that other tables refer to.
    [Fact]
    public Task A_rebuilt_table_keeps_the_rows_that_refer_to_it() => UpgradeAsync(Newest, database =>
        {
            var triggers = Triggers(database);
            triggers.Count.ShouldBe(3);

            ((SqliteMigratedDatabase)database).UpgradeTo<RebuiltProjects>();

            Triggers(database).ShouldBe(triggers);
            database.Connection.Rows("SELECT MigrationId FROM __EFMigrationsHistory").ShouldContain(RebuiltProjects.Id);
            database.Connection.Rows("PRAGMA foreign_keys").ShouldBe(["1"]);
            // The store only knows the released migrations.
            database.Run($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = '{RebuiltProjects.Id}'");
        });

    [Fact]
    public async Task A_script_for_another_schema_changes_nothing()
    {
        await using var database = SqliteMigratedDatabase.Create();
        database.Upgrade();
        var tables = database.Tables();

        Should
            .Throw<SqliteException>(() => database.RunScript("20261128000000_ShareState"))
            .Message.ShouldContain("The newest migration is not 20261128000000_ShareState");

        database.Run("ROLLBACK");
        database.Tables().ShouldBe(tables);
    }

    [Fact]
    public void A_script_without_the_newest_migration_of_the_file_is_refused() =>
        Should
            .Throw<StoreException>(() => SchemaScript.Create(null, null))
            .Message.ShouldStartWith("The newest migration of the SQLite file is missing.");

    private static string Newest => (string)((IEnumerable<object[]>)Released).Last()[0];

    private static List<string> Triggers(MigratedDatabase database) =>
        database.Connection.Rows("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name");

    private protected override Task<MigratedDatabase> CreateAsync() => Task.FromResult<MigratedDatabase>(SqliteMigratedDatabase.Create());

    private protected override GraphDbContext Changed<TCustomizer>() =>
        new(SqliteSchema.CreateOptions(new()).ReplaceService<IModelCustomizer, TCustomizer>().Options);
}

internal sealed class SqliteMigratedDatabase : MigratedDatabase
{
    private readonly StoreFolder _folder;
    private readonly SqliteConnection _connection;

    private SqliteMigratedDatabase(StoreFolder folder, SqliteConnection connection)
        : base(connection, SqliteSchema.CreateContext(connection)) => (_folder, _connection) = (folder, connection);

    public override string SearchRows =>
        """INSERT INTO "ProjectSearch" (rowid, "Name", "Description", "Company", "Tags") VALUES (2, 'The old mill', 'Heat pump for the mill', 'Müller & Söhne', 'urgent');""";

    public static SqliteMigratedDatabase Create()
    {
        var folder = new StoreFolder();
        var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        return new(folder, connection);
    }

    public override void Upgrade() => SqliteSchema.Upgrade(_connection);

    public override void RunScript(string from)
    {
        const string Shell = ".bail on\n";
        var script = SchemaScript.Create("Sqlite", from);
        script.ShouldStartWith(Shell);
        Run(script[Shell.Length..]);
    }

    /// <summary>Upgrades by the released migrations and one more.</summary>
    public void UpgradeTo<TMigration>()
        where TMigration : Migration
    {
        using var context = new GraphDbContext(
            SqliteSchema.CreateOptions(_connection).ReplaceService<IMigrationsAssembly, LaterMigrations<TMigration>>().Options
        );
        SqliteSchema.Upgrade(_connection, context);
    }

    public override Task<GraphStore> OpenAsync() => _folder.OpenAsync(new FakeTime());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    // The full-text tables and the tables of their indexes.
    protected override bool IsModelled(string table) =>
        !table.StartsWith("ProjectSearch", StringComparison.Ordinal) && !table.StartsWith("ProjectTexts", StringComparison.Ordinal);
}

/// <summary>A migration that changes a column of projects.</summary>
[DbContext(typeof(GraphDbContext))]
[Migration(Id)]
internal sealed class RebuiltProjects : Migration
{
    public const string Id = "29990101000000_RebuiltProjects";

    public override IModel TargetModel => new GraphDbContextModelSnapshot().Model;

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AlterColumn<string>(
            "Currency",
            "Projects",
            type: "TEXT",
            nullable: true,
            oldClrType: typeof(string),
            oldType: "TEXT",
            oldNullable: false
        );
}

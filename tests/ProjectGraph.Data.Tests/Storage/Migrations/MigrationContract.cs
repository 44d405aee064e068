using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Query;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Storage.Migrations;

/// <summary>The tests of the migrations of each provider.</summary>
public abstract class MigrationContract
{
    // Tables whose rows were copied to another one, or that were renamed.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["SyncProblems"] = "QuarantinedRecords",
        ["Connections"] = "VendorAccounts",
        ["LaterAnswers"] = "AsyncResults",
        ["ProjectTurns"] = "ProjectLeases",
    };

    private static readonly Dictionary<string, string> RenamedColumns = new() { ["ConnectionId"] = "VendorAccountId" };

    private protected abstract Task<MigratedDatabase> CreateAsync();

    /// <summary>The context with the model changed by <typeparamref name="TCustomizer"/>.</summary>
    private protected abstract GraphDbContext Changed<TCustomizer>()
        where TCustomizer : IModelCustomizer;

    [Fact]
    public async Task The_model_has_not_changed_since_the_newest_migration()
    {
        await using var database = await CreateAsync();
        database.Context.Database.HasPendingModelChanges().ShouldBeFalse("The model has changed. Run: make migration NAME=…");
    }

    [Fact]
    public async Task A_changed_column_is_a_pending_change()
    {
        await using var changed = Changed<LongerModel>();
        changed.Database.HasPendingModelChanges().ShouldBeTrue();
    }

    // The snapshot is only compared with the model, because a migration may have been written or changed by hand.
    [Fact]
    public async Task The_migrations_make_the_tables_of_the_model()
    {
        await using var database = await CreateAsync();
        database.Upgrade();
        await using var model = await CreateAsync();
        model.CreateModel();
        database.Tables().ShouldBe(model.Tables());
    }

    [Fact]
    public async Task The_script_upgrades_a_store_of_the_first_schema()
    {
        await using var database = await CreateAsync();
        var first = database.Context.Database.GetMigrations().First();
        await UpgradeAsync(first, database => database.RunScript(first));
    }

    [Fact]
    public async Task A_script_from_an_unknown_migration_is_refused()
    {
        await using var database = await CreateAsync();
        var refused = Should.Throw<StoreException>(() => database.RunScript("20250101000000_Elsewhere"));
        refused.Message.ShouldStartWith(
            $"The migration `20250101000000_Elsewhere` was not found. Pass one of these: {database.Context.Database.GetMigrations().First()}"
        );
    }

    private protected Task UpgradeAsync(string migration) => UpgradeAsync(migration, database => database.Upgrade());

    private protected async Task UpgradeAsync(string migration, Action<MigratedDatabase> upgrade)
    {
        await using var database = await CreateAsync();
        database.MigrateTo(migration);
        database.Run(ReleasedRows.GetStatements(migration) + database.SearchRows);
        var before = database.Rows();
        EmptyColumns(database).ShouldBeEmpty("Add rows to ReleasedRows.");

        upgrade(database);

        await using var newest = await CreateAsync();
        newest.Upgrade();
        database.Tables().ShouldBe(newest.Tables());
        ShouldHoldTheSame(before, database.Rows());
        database.Connection.Rows("""SELECT "Id", "Version" FROM "Projects" ORDER BY "Id" """).ShouldBe(["1 0", "2 3", "3 0", "4 0", "5 0"]);
        database.Connection.Rows("""SELECT "State", "Errors", "Cursor" FROM "SyncRuns" """).ShouldBe(["3 1 page 2"]);
        database.Connection.Rows("""SELECT "IdempotencyKey", "OperationId" FROM "IdempotencyKeys" """).ShouldBe(["k 1"]);
        database.Connection.Rows("""SELECT "Name", "HeldName" FROM "ApiKeys" ORDER BY "Id" """).ShouldBe(["excel excel", "former null"]);
        await using var store = await database.OpenAsync();
        await ShouldBeReadAsync(store);
        await ShouldBeWrittenAsync(store);
    }

    private static List<string> EmptyColumns(MigratedDatabase database)
    {
        var rows = database.Rows();
        return
        [
            .. DatabaseTables
                .Read(database.Connection, database.Context)
                .Where(table => rows.ContainsKey(table.Name))
                .SelectMany(table => table.Columns)
                .Where(column => !rows[column.Table.Name].Exists(row => row.ContainsKey(column.Name)))
                .Select(column => $"{column.Table.Name}.{column.Name}"),
        ];
    }

    private static void ShouldHoldTheSame(
        Dictionary<string, List<Dictionary<string, string>>> before,
        Dictionary<string, List<Dictionary<string, string>>> after
    )
    {
        foreach (var (table, rows) in before)
        {
            var named = rows.ConvertAll(row =>
                row.ToDictionary(cell => RenamedColumns.GetValueOrDefault(cell.Key, cell.Key), cell => cell.Value)
            );
            var columns = named.SelectMany(row => row.Keys).ToHashSet();
            Texts(after[Renamed.GetValueOrDefault(table, table)], columns).ShouldBe(Texts(named, columns), table);
        }
    }

    private static List<string> Texts(List<Dictionary<string, string>> rows, HashSet<string> columns) =>
        [
            .. rows.Select(row =>
                    string.Join(
                        '|',
                        columns.Order(StringComparer.Ordinal).Select(column => $"{column}={row.GetValueOrDefault(column, "null")}")
                    )
                )
                .Order(StringComparer.Ordinal),
        ];

    // Reads by the query runner of both protocols: every field of every entity, and the rows of every relation.
    private static async Task ShouldBeReadAsync(GraphStore store)
    {
        using var runner = QueryRunner.Create(store);
        foreach (var entity in GraphModel.Instance.Entities)
        {
            var plan = new QueryPlan
            {
                Source = entity,
                Selection = new(
                    [new FieldScalar(entity.Key), .. Scalars(entity)],
                    [.. entity.Relations.Where(relation => relation.IsMany).Select(relation => Rows(relation))]
                ),
            };
            using var result = await runner.Prepare(plan).RunAsync([], default);
            if (entity.Type != typeof(SchemaDrift) && entity.Type != typeof(ProjectSnapshot))
                result.Root.Rows.Count.ShouldBePositive(entity.Name);
        }
        (await runner.IdsAsync(new() { Source = Projects, Filter = Contains }, "old m")).ShouldBe([2L]);
        (await runner.IdsAsync(new() { Source = Projects, SearchSlot = 0 }, "MILL")).ShouldBe([2L]);
        (await runner.IdsAsync(new() { Source = Projects, Filter = Is("Company.Name", 0) }, "Müller & Söhne")).ShouldBe([2L]);
        var project = (await new VendorAccountStore(store).FindProjectAsync(2, default)).ShouldNotBeNull();
        (project.Mrr, project.DueDate, project.Description, project.Archived).ShouldBe(
            (12.3456m, new(2026, 12, 31), "Heat pump for the mill 😀", true)
        );
        project.Document.ShouldBe("""{"_id":"p2",  "custom":{"Area":"North"}}""");
        project.UpdatedAt.ShouldBe(new DateTimeOffset(637500000000000000, TimeSpan.Zero));
    }

    // The largest key belonged to a deleted project, and the history still refers to it.
    private static async Task ShouldBeWrittenAsync(GraphStore store)
    {
        using var runner = QueryRunner.Create(store);
        var known = Samples.Project(1, "The new mill");
        known.VendorId = "p2";
        (await new GraphWriter(store).SaveAsync(2, [known, Samples.Project(9)], Samples.Nothing, default)).ShouldBe([2L, 7L]);
        (await runner.IdsAsync(new() { Source = Projects, Filter = Contains }, "old m")).ShouldBeEmpty();
        (await runner.IdsAsync(new() { Source = Projects, Filter = Contains }, "new m")).ShouldBe([2L]);
        (await runner.IdsAsync(new() { Source = Projects, SearchSlot = 0 }, "project 9")).ShouldBe([7L]);
    }

    private static TextFilter Contains => new(Field(nameof(Project.Name)), TextMatch.Contains, new SlotScalar(0, FieldKind.Text));

    private static NestedSelection Rows(RelationModel relation) =>
        new(
            0,
            relation,
            new() { Source = relation.Target, Selection = new([new FieldScalar(relation.Target.Key), .. Scalars(relation.Target)], []) }
        );

    private static IEnumerable<Scalar> Scalars(EntityModel entity) =>
        entity.Fields.Where(field => field.CountOf is null).Select(field => new FieldScalar(field));

    /// <summary>The model with one more column.</summary>
    private protected sealed class LongerModel(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            modelBuilder.Entity<Project>().Property<string>("Another");
        }
    }
}

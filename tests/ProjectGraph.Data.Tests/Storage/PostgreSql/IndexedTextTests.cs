using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class IndexedTextTests : IAsyncLifetime
{
    private PrivateTestDatabase _server = null!;
    private GraphStore _store = null!;
    private long _vendorAccountId;

    public async Task InitializeAsync()
    {
        _server = await PrivateTestDatabase.CreateAsync();
        _store = new(new PostgresDatabase(PostgresSettings.Read(_server.ConnectionString)), new FakeTime());
        await _store.OpenAsync(default);
        _vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_columns_are_those_of_the_databases_own_indexes()
    {
        var held = await _server.RowsAsync(
            """
            SELECT DISTINCT t.relname, a.attname FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_class AS x ON x.oid = i.indexrelid
            JOIN pg_am AS m ON m.oid = x.relam JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
            WHERE m.amname = 'btree' AND a.atttypid = 'text'::regtype AND t.relnamespace = 'public'::regnamespace AND t.relname <> '__EFMigrationsHistory'
              AND a.attname NOT IN ('Date', 'StartDate', 'DueDate')
            """
        );
        IndexedTexts
            .ByTable.SelectMany(table => table.Value.Select(column => $"{table.Key} {column}"))
            .Order(StringComparer.Ordinal)
            .ShouldBe(held.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, Action<Project, string>> Fields =>
        new()
        {
            { "Project.Name", (project, text) => project.Name = text },
            { "Project.Number", (project, text) => project.Number = text },
            { "Project.Reference", (project, text) => project.Reference = text },
            { "Project.ExternalId", (project, text) => project.ExternalId = text },
            { "Project.SourceId", (project, text) => project.SourceId = text },
            { "Project.VendorStatus", (project, text) => project.VendorStatus = text },
            { "Project.VendorId", (project, text) => project.VendorId = text },
            { "ProjectTag.Tag", (project, text) => project.Tags[0].Tag = text },
            { "ProjectContact.Contact", (project, text) => project.Contacts[0].Contact = text },
            { "ProjectCustomField.Name", (project, text) => project.CustomFields[0].Name = text },
            { "Company.Name", (project, text) => project.Company!.Name = text },
            { "Company.VendorId", (project, text) => project.Company!.VendorId = text },
            { "Person.Email", (project, text) => project.Owner!.Email = text },
            { "Person.Username", (project, text) => project.Assignees[0].Username = text },
        };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_text_too_long_for_an_index_quarantines_only_its_project(string field, Action<Project, string> set)
    {
        var (tooLong, tooWide) = (Samples.Project(2), Samples.Project(3));
        set(tooLong, RandomTexts.CreateLong());
        set(tooWide, RandomTexts.CreateWide(900));
        var source = new ListedSource([Samples.Project(1), tooLong, tooWide, Samples.Project(4)]);

        var report = await new SyncRunner(_store, NullLogger<SyncRunner>.Instance).RunAsync(_vendorAccountId, source, default);

        (report.Created, report.Quarantined, report.Error).ShouldBe((2, 2, null));
        (await _server.RowsAsync("""SELECT "Message" FROM "QuarantinedRecords" ORDER BY "Id" """)).ShouldBe([
            $"{field} cannot be stored: it has 3,000 bytes of UTF-8, and PostgreSQL's index allows 2,600.",
            $"{field} cannot be stored: it has 2,700 bytes of UTF-8, and PostgreSQL's index allows 2,600.",
        ]);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task The_longest_accepted_text_fits_the_index(string field, Action<Project, string> set)
    {
        var (full, wide) = (Samples.Project(2), Samples.Project(3));
        set(full, RandomTexts.CreateLong(IndexedTexts.MaxBytes));
        set(wide, RandomTexts.CreateWide(IndexedTexts.MaxBytes / 3));
        (await new GraphWriter(_store).SaveAsync(_vendorAccountId, [full, wide], Samples.Nothing, default)).Count.ShouldBe(2, field);
    }

    [Fact]
    public async Task A_text_without_an_index_may_be_long()
    {
        var project = Samples.Project(1);
        project.Description = RandomTexts.CreateLong(100_000);
        project.CustomFields[0].Value = RandomTexts.CreateWide(50_000);
        project.Planhat!.CompanyName = RandomTexts.CreateLong();
        await new GraphWriter(_store).SaveAsync(_vendorAccountId, [project], Samples.Nothing, default);
    }

    [Fact]
    public async Task A_listed_company_person_and_drift_are_quarantined_as_well()
    {
        var source = new ListedSource([Samples.Project(1)])
        {
            Companies = { [0] = [new() { VendorId = "c", ExternalId = RandomTexts.CreateLong() }] },
            Drifts = { [0] = [new(RandomTexts.CreateLong(), "1")] },
        };
        var report = await new SyncRunner(_store, NullLogger<SyncRunner>.Instance).RunAsync(_vendorAccountId, source, default);
        (report.Created, report.Quarantined, report.Error).ShouldBe((1, 2, null));
        (await _server.RowsAsync("""SELECT split_part("Message", ' ', 1) FROM "QuarantinedRecords" ORDER BY "Id" """)).ShouldBe([
            "Company.ExternalId",
            "SchemaDrift.Field",
        ]);
    }

    [Fact]
    public async Task An_operation_with_a_text_too_long_for_an_index_does_not_begin()
    {
        var log = new OperationLog(_store);
        var draft = new OperationDraft(
            "createProject",
            Vendor.Planhat,
            _vendorAccountId,
            null,
            false,
            RandomTexts.CreateLong(),
            "hash",
            "{}",
            new(CallerKind.Local, null, "local")
        );
        (await Should.ThrowAsync<StoreException>(() => log.BeginAsync(draft, default))).Message.ShouldStartWith(
            "Operation.IdempotencyKey cannot be stored"
        );
        var id = ((OperationStart.Started)await log.BeginAsync(draft with { IdempotencyKey = null }, default)).OperationId;
        (
            await log.CompleteAsync(
                id,
                new(OperationState.Succeeded, null, null, [], [Samples.Project(1, RandomTexts.CreateLong())], Samples.Nothing, null),
                default
            )
        ).ShouldBeEmpty();
        var operation = (await log.FindAsync(id, default))!;
        operation.State.ShouldBe(OperationState.Succeeded);
        operation.ErrorsJson!.ShouldContain("Project.Name cannot be stored");
        (
            await Should.ThrowAsync<StoreException>(() =>
                new VendorAccountStore(_store).RegisterAsync(RandomTexts.CreateLong(), Vendor.Planhat, "http://x.test", default)
            )
        ).Code.ShouldBe(StoreException.UnstorableValue);
    }

    [Fact]
    public async Task Many_rows_get_keys_in_their_order()
    {
        var project = Samples.Project(1);
        project.Tags.Clear();
        project.Tags.AddRange(Enumerable.Range(0, 50).Select(number => new ProjectTag { Tag = $"tag {99 - number}" }));
        await new GraphWriter(_store).SaveAsync(_vendorAccountId, [project], Samples.Nothing, default);
        (await _server.RowsAsync("""SELECT "Tag" FROM "ProjectTags" ORDER BY "Id" """)).ShouldBe(project.Tags.Select(tag => tag.Tag));
    }
}

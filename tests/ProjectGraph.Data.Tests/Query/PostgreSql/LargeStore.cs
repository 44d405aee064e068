using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

/// <summary>A store with enough projects for the planner's choices to matter, and documents of typical length.</summary>
[CollectionDefinition(Name)]
public sealed class LargeStore : IAsyncLifetime, ICollectionFixture<LargeStore>
{
    public const string Name = "a large store";

    private const string Fill = """
        INSERT INTO "VendorAccounts" ("Id", "Name", "Vendor", "BaseUrl", "Status") SELECT i, 'c' || i, i, 'http://vendor.test', 1 FROM generate_series(1, 5) i;
        INSERT INTO "Companies" ("Id", "VendorAccountId", "VendorId", "Name") SELECT i, 1 + i % 5, 'v' || i, 'Company ' || i FROM generate_series(1, 2000) i;
        INSERT INTO "People" ("Id", "VendorAccountId", "VendorId", "Name") SELECT i, 1 + i % 5, 'v' || i, 'Person ' || i FROM generate_series(1, 500) i;
        INSERT INTO "Projects" ("Id", "Vendor", "VendorId", "VendorAccountId", "Name", "Description", "Status", "DueDate", "UpdatedAt", "SyncedAt", "Document", "CompanyId", "OwnerId", "Mrr", "Progress")
        SELECT i, 1 + i % 5, 'p' || i, 1 + i % 5, 'Project ' || md5(i::text) || CASE WHEN i % 1000 = 0 THEN ' mill smile' ELSE '' END, 'about ' || md5((i * 7)::text),
            CASE WHEN i % 7 <> 0 THEN 1 + i % 6 END, CASE WHEN i % 4 <> 0 THEN to_char(TIMESTAMP '2025-01-01' + make_interval(days => i * 37 % 1000), 'YYYY-MM-DD') END,
            638000000000000000 + i * 10000000::bigint, 638000000000000000, ('{"text": "' || repeat(md5(i::text), 40) || '"}')::json, 1 + i % 2000, 1 + i % 500, i * 100, i % 100
        FROM generate_series(1, 20000) i;
        INSERT INTO "ProjectSearch" ("ProjectId", "Text", "Company") SELECT "Id", lower("Name" || chr(64976) || "Description"), 'company ' || "CompanyId" FROM "Projects";
        INSERT INTO "ProjectTags" ("ProjectId", "Tag") SELECT i, 'tag ' || i % 5000 FROM generate_series(1, 20000) i;
        INSERT INTO "ProjectMembers" ("ProjectId", "PersonId", "Role") SELECT i, 1 + i % 500, 1 + i % 2 FROM generate_series(1, 20000) i;
        """;

    private PrivateTestDatabase _database = null!;

    internal GraphStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await PrivateTestDatabase.CreateAsync();
        Store = await PooledTestDatabase.OpenAsync(
            _database.ConnectionString.Replace(";Pooling=false", "", StringComparison.Ordinal),
            new FakeTime()
        );
        await _database.RunAsync(Fill);
        await _database.RunAsync("VACUUM ANALYZE");
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }
}

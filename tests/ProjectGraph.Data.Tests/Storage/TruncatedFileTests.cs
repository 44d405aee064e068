using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>A SQLite file that is truncated between two statements. A mapped page of such a file would end the test process.</summary>
public sealed class TruncatedFileTests : IDisposable
{
    private static readonly QueryPlan AllDocuments = new()
    {
        Source = GraphModel.Instance.Projects,
        Selection = new([new FieldScalar(GraphModel.Instance.Projects.Field(nameof(Project.Document)))], []),
    };

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    [InlineData(200_000)]
    public async Task A_truncated_file_is_neither_read_nor_written(int length)
    {
        await using var store = await _folder.OpenAsync(new FakeTime());
        var account = await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default);
        await SaveAsync(store, account.Id, 1);
        Checkpoint();
        new FileInfo(_folder.File).Length.ShouldBeGreaterThan(200_000);
        using var runner = QueryRunner.Create(store);
        using (var whole = await runner.Prepare(AllDocuments).RunAsync([], default))
            whole.Root.Rows.Count.ShouldBe(800);

        using (var file = new FileStream(_folder.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(length);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var read = await Should.ThrowAsync<StoreException>(async () =>
                (await runner.Prepare(AllDocuments).RunAsync([], default)).Dispose()
            );
            read.Code.ShouldBe(StoreException.Damaged);
            var written = await Should.ThrowAsync<StoreException>(() => SaveAsync(store, account.Id, 2_000));
            written.Code.ShouldBe(StoreException.Damaged);
        }
    }

    private static Task<IReadOnlyList<long>> SaveAsync(GraphStore store, long vendorAccountId, int first) =>
        new GraphWriter(store).SaveAsync(vendorAccountId, Samples.Projects(800, first), Samples.Nothing, default);

    private void Checkpoint()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        checkpoint.ExecuteNonQuery();
    }
}

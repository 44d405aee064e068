using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Tests a full disk: writes fail as a whole with a message, reads still work, and free space lets writes work again.</summary>
public sealed class FullDiskTests
{
    private const int Projects = 300;

    [Fact]
    public async Task A_full_file_is_reported_and_works_again_with_free_space()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(new FakeTime());
        await ShouldRefuseWritesAsync(store, async () =>
        {
            await store.WriteAsync(session => session.ReadScalar("PRAGMA max_page_count = 1"), default);
            return new LimitedSpace(() => store.WriteAsync(session => session.ReadScalar("PRAGMA max_page_count = 1000000"), default));
        });
    }

    [PostgresFact]
    [Trait("Store", "PostgreSql")]
    public async Task A_full_table_is_reported_and_works_again_with_free_space()
    {
        await using var database = await PrivateTestDatabase.CreateAsync();
        await using var store = await PooledTestDatabase.OpenAsync(database.ConnectionString, new FakeTime());
        var server = await SharedPostgres.GetServerAsync();
        await ShouldRefuseWritesAsync(store, async () => await FullDisk.CreateAsync(server, database.Name, "ProjectTags"));
    }

    private static async Task ShouldRefuseWritesAsync(GraphStore store, Func<Task<IAsyncDisposable>> fill)
    {
        var vendorAccountId = (
            await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        var before = await CountsAsync(store);

        await using (await fill())
        {
            var full = await Should.ThrowAsync<StoreException>(() => SaveAsync());
            full.Code.ShouldBe(StoreException.Full);
            full.Message.ShouldContain("Free space");
            (await CountsAsync(store)).ShouldBe(before);
        }

        await SaveAsync();
        (await CountsAsync(store)).Projects.ShouldBe(Projects);

        Task SaveAsync() => new GraphWriter(store).SaveAsync(vendorAccountId, Samples.Projects(Projects), Samples.Nothing, default);
    }

    private static Task<(long Projects, long Changes)> CountsAsync(GraphStore store) =>
        store.ReadAsync(
            session =>
                (session.ReadLong("SELECT count(*) FROM Projects"), session.ReadLong("SELECT coalesce(max(Position), 0) FROM Changes")),
            default
        );

    private sealed class LimitedSpace(Func<Task> make) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await make();
    }
}

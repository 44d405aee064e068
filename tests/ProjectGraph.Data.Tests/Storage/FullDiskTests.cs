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
    public async Task A_file_that_can_not_grow_is_said_to_be_full_and_is_read_and_written_on()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(new FakeTime());
        await ShouldTakeNothingAsync(store, async () =>
        {
            await store.WriteAsync(session => session.Scalar("PRAGMA max_page_count = 1"), default);
            return new Room(() => store.WriteAsync(session => session.Scalar("PRAGMA max_page_count = 1000000"), default));
        });
    }

    [PostgresFact]
    [Trait("Store", "PostgreSql")]
    public async Task A_table_that_can_not_grow_is_said_to_be_full_and_is_read_and_written_on()
    {
        await using var database = await OwnDatabase.CreateAsync();
        await using var store = await PostgresPlace.OpenAsync(database.ConnectionString, new FakeTime());
        var server = await SharedPostgres.ServerAsync();
        await ShouldTakeNothingAsync(store, async () => await FullDisk.ForAsync(server, database.Name, "ProjectTags"));
    }

    private static async Task ShouldTakeNothingAsync(GraphStore store, Func<Task<IAsyncDisposable>> fill)
    {
        var connection = (await new ConnectionStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
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

        Task SaveAsync() => new GraphWriter(store).SaveAsync(connection, Samples.Projects(Projects), Samples.Nothing, default);
    }

    private static Task<(long Projects, long Changes)> CountsAsync(GraphStore store) => store.ReadAsync(
        session => (session.Count("SELECT count(*) FROM Projects"), session.Count("SELECT coalesce(max(Position), 0) FROM Changes")), default);

    private sealed class Room(Func<Task> make) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await make();
    }
}

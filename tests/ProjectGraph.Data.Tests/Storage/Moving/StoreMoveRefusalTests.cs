using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Moving;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.Moving;

public sealed class StoreMoveRefusalTests : IDisposable
{
    private readonly StoreFolder folder = new();
    private readonly FakeTime time = new();

    private string Target => Path.Combine(folder.Root, "target.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_source_that_is_open_elsewhere_is_refused()
    {
        await using var store = await folder.OpenAsync(time);
        (await RefusedAsync()).ShouldContain("is open in 1 running process(es)");
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task A_target_that_is_open_elsewhere_is_refused()
    {
        await CreateAsync(folder.File);
        await using var store = await GraphStore.CreateAsync(Target, time);
        (await RefusedAsync()).ShouldStartWith($"SQLite {Target} is open");
    }

    [Fact]
    public async Task A_target_that_holds_something_is_refused_and_left_as_it_is()
    {
        await CreateAsync(folder.File);
        await using (var store = await GraphStore.CreateAsync(Target, time)) await new ConnectionStore(store).RegisterAsync("x", Vendor.Planhat, "http://x.test", default);
        (await RefusedAsync()).ShouldBe("TO is not empty: the table Connections has rows. Name an empty database.");
        await using var again = await GraphStore.CreateAsync(Target, time);
        (await new ConnectionStore(again).ListAsync(default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_target_that_was_opened_and_never_used_is_empty()
    {
        await CreateAsync(folder.File);
        await CreateAsync(Target);
        await new StoreMove(time, _ => { }).RunAsync(folder.File, Target, default);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_not_made()
    {
        (await RefusedAsync()).ShouldBe($"The file {folder.File} was not found.");
        File.Exists(folder.File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused()
    {
        await File.WriteAllTextAsync(folder.File, "");
        (await RefusedAsync()).ShouldStartWith("The database does not contain a ProjectGraph store.");
        await File.WriteAllTextAsync(folder.File, new string('x', 10_000));
        (await RefusedAsync()).ShouldStartWith($"{folder.File} is not a SQLite database.");
    }

    [Fact]
    public async Task A_source_of_an_older_version_is_to_be_brought_up_to_date_first()
    {
        await using (var store = await folder.OpenAsync(time))
            await store.WriteAsync(session => session.Execute("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%IndexProjects'"), default);
        (await RefusedAsync()).ShouldStartWith("The database was written by an older version of ProjectGraph.");
    }

    private async Task<string> RefusedAsync()
    {
        var refused = await Should.ThrowAsync<StoreException>(() => new StoreMove(time, _ => { }).RunAsync(folder.File, Target, default));
        refused.Code.ShouldBe(StoreException.BadConfiguration);
        return refused.Message;
    }

    private async Task CreateAsync(string file)
    {
        await using var store = await GraphStore.CreateAsync(file, time);
    }
}

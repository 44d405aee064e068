using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Moving;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.Moving;

public sealed class StoreTransferRefusalTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly FakeTime _time = new();

    private string Target => Path.Combine(_folder.Root, "target.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_source_that_is_open_elsewhere_is_refused()
    {
        await using var store = await _folder.OpenAsync(_time);
        (await RefusedAsync()).ShouldContain("is open in 1 running process(es)");
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task A_target_that_is_open_elsewhere_is_refused()
    {
        await CreateAsync(_folder.File);
        await using var store = await GraphStore.CreateAsync(Target, _time);
        (await RefusedAsync()).ShouldStartWith($"SQLite {Target} is open");
    }

    [Fact]
    public async Task A_target_that_is_not_empty_is_refused_and_unchanged()
    {
        await CreateAsync(_folder.File);
        await using (var store = await GraphStore.CreateAsync(Target, _time))
            await new VendorAccountStore(store).RegisterAsync("x", Vendor.Planhat, "http://x.test", default);
        (await RefusedAsync()).ShouldBe("TO is not empty: the table VendorAccounts has rows. Name an empty database.");
        await using var again = await GraphStore.CreateAsync(Target, _time);
        (await new VendorAccountStore(again).ListAsync(default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_target_that_was_opened_and_never_used_is_empty()
    {
        await CreateAsync(_folder.File);
        await CreateAsync(Target);
        await new StoreTransfer(_time, _ => { }).RunAsync(_folder.File, Target, default);
    }

    [Fact]
    public async Task A_missing_source_is_not_created()
    {
        (await RefusedAsync()).ShouldBe($"The file {_folder.File} was not found.");
        File.Exists(_folder.File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_not_a_store_is_refused()
    {
        await File.WriteAllTextAsync(_folder.File, "");
        (await RefusedAsync()).ShouldStartWith("The database does not contain a ProjectGraph store.");
        await File.WriteAllTextAsync(_folder.File, new string('x', 10_000));
        (await RefusedAsync()).ShouldStartWith($"{_folder.File} is not a SQLite database.");
    }

    [Fact]
    public async Task A_source_of_an_older_version_must_be_upgraded_first()
    {
        await using (var store = await _folder.OpenAsync(_time))
            await store.WriteAsync(
                session => session.Execute("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%IndexProjects'"),
                default
            );
        (await RefusedAsync()).ShouldStartWith("The database was written by an older version of ProjectGraph.");
    }

    private async Task<string> RefusedAsync()
    {
        var refused = await Should.ThrowAsync<StoreException>(() =>
            new StoreTransfer(_time, _ => { }).RunAsync(_folder.File, Target, default)
        );
        refused.Code.ShouldBe(StoreException.BadConfiguration);
        return refused.Message;
    }

    private async Task CreateAsync(string file)
    {
        await using var store = await GraphStore.CreateAsync(file, _time);
    }
}

using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>The tests of every store. Each database has a subclass that opens it.</summary>
public abstract partial class GraphStoreContract : IAsyncLifetime
{
    private protected FakeTime Time { get; } = new();
    private protected GraphStore Store { get; private set; } = null!;
    private protected GraphWriter Writer => new(Store);
    private protected VendorAccountStore VendorAccounts => new(Store);
    private protected OperationLog Operations => new(Store);
    private protected ApiKeyStore Keys => new(Store);
    private protected SyncRunner Sync { get; private set; } = null!;
    private protected long VendorAccountId { get; private set; }

    public async Task InitializeAsync()
    {
        await OpenAsync();
        VendorAccountId = (await VendorAccounts.RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await RemoveDatabaseAsync();
    }

    /// <summary>Opens the database of this test. Every call opens the same one.</summary>
    private protected abstract Task<GraphStore> OpenDatabaseAsync(TimeProvider time);

    private protected virtual Task RemoveDatabaseAsync() => Task.CompletedTask;

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    private protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await OpenAsync();
    }

    private protected Task<IReadOnlyList<long>> SaveAsync(params Project[] projects) =>
        Writer.SaveAsync(VendorAccountId, projects, Samples.Nothing, default);

    private protected async Task<Project> FindAsync(long id) => (await VendorAccounts.FindProjectAsync(id, default)).ShouldNotBeNull();

    private protected List<string> Rows(string sql)
    {
        using var connection = Store.OpenReadConnection();
        return connection.Rows(NameQuoting.Quote(sql));
    }

    private protected long Count(string table) => long.Parse(Rows($"SELECT count(*) FROM \"{table}\"").ShouldHaveSingleItem(), null);

    /// <summary>Reads the change log after a position, as `Entity Kind`.</summary>
    private protected List<string> Changes(long after = 0) =>
        Rows($"SELECT \"Entity\", \"Kind\" FROM \"Changes\" WHERE \"Position\" > {after} ORDER BY \"Position\"");

    private async Task OpenAsync()
    {
        Store = await OpenDatabaseAsync(Time);
        Sync = new(Store, NullLogger<SyncRunner>.Instance);
    }
}

internal static class Sql
{
    /// <summary>Reads rows. Each one is its values, separated by spaces.</summary>
    public static List<string> Rows(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(
                string.Join(
                    ' ',
                    Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetValue(i).ToString())
                )
            );
        return rows;
    }
}

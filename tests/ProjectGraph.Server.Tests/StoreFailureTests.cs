using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Storage;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests;

/// <summary>Checks a SQLite file that is missing, foreign, damaged or read-only.</summary>
public sealed class StoreFailureTests : IDisposable
{
    private const string Company = "61006bc89a3e0b702ed8ea49";

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("graph.db");

    public void Dispose() => _folder.Dispose();

    [FactWithSqlite]
    [Produces(nameof(ErrorCodes.StoreFileMissing))]
    public async Task A_file_that_is_deleted_ends_readiness_reads_and_writes_and_nothing_goes_out()
    {
        await using var server = await RunningServer.StartAsync();
        await server.Client.QueryAsync("{ projects { totalCount } }");
        var requests = await VendorRequestsAsync(server);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(server.StoreFile + suffix);

        using var ready = await server.Client.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("deleted or replaced");
        (await server.Client.ErrorAsync("{ projects { totalCount } }")).Code().ShouldBe("STORE_FILE_MISSING");
        (await server.Client.GetAsync("/odata/Projects")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var error = await server.Client.ErrorAsync(
            $$"""mutation { createPlanhatProject(input: { name: "Never", companyId: "{{Company}}" }) { errors { code } } }"""
        );
        error.Code().ShouldBe("STORE_FILE_MISSING");
        error.Message().ShouldContain("Nothing was changed at the vendor");
        (await VendorRequestsAsync(server)).ShouldBe(requests);
        File.Exists(server.StoreFile).ShouldBeFalse("An empty file in its place would hide the loss.");
    }

    [FactWithSqlite]
    public async Task An_empty_replacement_file_is_not_used_as_the_store()
    {
        await using var server = await RunningServer.StartAsync();
        File.Delete(server.StoreFile);
        await File.WriteAllTextAsync(server.StoreFile, "");
        (await server.Client.ErrorAsync("{ projects { totalCount } }")).Code().ShouldBe("STORE_FILE_MISSING");
    }

    [FactWithSqlite]
    [Produces(nameof(ErrorCodes.StoreReadOnly))]
    public async Task A_store_that_can_be_read_only_is_served_and_takes_no_writes()
    {
        string before;
        await using (var writing = await RunningServer.StartAsync(("ConnectionStrings:ProjectGraph", $"Data Source={Store}")))
            before = (await writing.Client.QueryAsync("{ projects { totalCount } }")).ToString();
        await using var server = await RunningServer.StartAsync(("ConnectionStrings:ProjectGraph", $"Data Source={Store};Mode=ReadOnly"));
        (await server.Client.QueryAsync("{ projects { totalCount } }")).ToString().ShouldBe(before);
        (await server.Client.GetAsync("/odata/Projects?$top=1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await server.Client.ErrorAsync(
                $$"""mutation { createPlanhatProject(input: { name: "Never", companyId: "{{Company}}" }) { errors { code } } }"""
            )
        )
            .Code()
            .ShouldBe("STORE_READ_ONLY");
        using var response = await server.Client.PostAsJsonAsync(
            "/odata/CreatePlanhatProject",
            new { Name = "Never", CompanyId = Company }
        );
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [FactWithSqlite]
    [Produces(nameof(ErrorCodes.StoreDamaged))]
    public async Task A_file_that_is_damaged_while_it_is_served_is_a_coded_failure()
    {
        await using var server = await RunningServer.StartAsync();
        using (var connection = new SqliteConnection($"Data Source={server.StoreFile};Pooling=False"))
        {
            connection.Open();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            checkpoint.ExecuteNonQuery();
        }
        // Overwritten in place, so it stays the same file.
        using (var file = new FileStream(server.StoreFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            var noise = new byte[file.Length - 8192];
            Array.Fill(noise, (byte)0xA5);
            file.Position = 8192;
            file.Write(noise);
        }
        (
            await server.Client.ErrorAsync(
                "{ projects(where: { name: { contains: \"never asked before\" } }) { nodes { name description } } }"
            )
        )
            .Code()
            .ShouldBe("STORE_DAMAGED");
    }

    /// <summary>Runs in a child process, because access to a missing page of a mapped file raises a signal that ends the process.</summary>
    [Fact]
    public async Task A_file_that_is_not_a_database_ends_the_start_with_one_line()
    {
        var content = string.Concat(Enumerable.Repeat("not a database at all, ", 100));
        await File.WriteAllTextAsync(Store, content);
        await ShouldEndAsync(Store, "is not a SQLite database");
        (await File.ReadAllTextAsync(Store)).ShouldBe(content);
    }

    [Fact]
    public async Task The_database_of_another_program_is_left_alone()
    {
        await using (var connection = new SqliteConnection($"Data Source={Store};Pooling=False"))
        {
            connection.Open();
            using var create = connection.CreateCommand();
            create.CommandText = "CREATE TABLE Invoices (Id INTEGER)";
            create.ExecuteNonQuery();
        }
        await ShouldEndAsync(Store, "belongs to another program (it has the table `Invoices`)");
    }

    [Fact]
    public async Task A_damaged_database_ends_the_start_with_one_line()
    {
        await (await GraphStore.CreateAsync(Store, TimeProvider.System)).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(Store);
        Array.Fill(bytes, (byte)0xA5, 200, bytes.Length - 200);
        await File.WriteAllBytesAsync(Store, bytes);
        await ShouldEndAsync(Store, "is damaged");
    }

    [Fact]
    public Task A_place_where_no_file_can_be_made_ends_the_start_with_one_line() =>
        ShouldEndAsync("/proc/nowhere/graph.db", "can't be opened or created");

    [Fact]
    public async Task The_file_and_those_beside_it_are_for_the_services_user_alone()
    {
        await using var store = await GraphStore.CreateAsync(Store, TimeProvider.System);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Store)!, "graph.db*"))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    private static async Task ShouldEndAsync(string store, string reason)
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync(
            store,
            new Dictionary<string, string> { ["PORT"] = "0", ["Sandbox__Enabled"] = "false" }
        );
        exitCode.ShouldBe(1, error);
        error
            .Split('\n')
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(line => line.ShouldStartWith(store), line => line.ShouldContain(reason));
    }

    private static async Task<int> VendorRequestsAsync(RunningServer server)
    {
        var log = JsonElement.Parse(await server.Client.GetStringAsync("/sandbox/planhat/_requests"));
        return log.GetArrayLength();
    }
}

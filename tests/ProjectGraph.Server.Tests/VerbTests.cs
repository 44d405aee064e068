using System.Net;

namespace ProjectGraph.Server.Tests;

public sealed class VerbTests : IDisposable
{
    private static readonly Dictionary<string, string> Production = new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["PORT"] = "0" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Production_does_not_start_without_a_key_and_says_how_to_make_one()
    {
        var (exitCode, _, error) = await RunAsync();
        exitCode.ShouldBe(1);
        error.ShouldBe("There is no API key, so nobody could call. Create one with: make key NAME=me ROLE=admin");
    }

    [Fact]
    public async Task A_created_key_opens_the_service_until_it_is_revoked()
    {
        var (exitCode, key, _) = await RunAsync("key", "create", "--name", "dashboard", "--role", "reader");
        exitCode.ShouldBe(0);
        await using (var server = await RunningServer.StartAsync(("environment", "Production"), ("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}")))
        {
            (await server.Client.GetAsync("/graphql/schema.graphql")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            server.Client.DefaultRequestHeaders.Add("X-API-Key", key);
            (await server.Client.GetAsync("/graphql/schema.graphql")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await server.Client.GetAsync("/sandbox/planhat/_about")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await RunAsync("key", "revoke", "--name", "dashboard")).ExitCode.ShouldBe(0);
        (await RunAsync()).Error.ShouldContain("There is no API key");
    }

    [Theory]
    [InlineData("There is no key named 'x'.", "key", "revoke", "--name", "x")]
    [InlineData("The role is reader, operator or admin.", "key", "create", "--name", "x", "--role", "king")]
    [InlineData("The role is reader, operator or admin.", "key", "create", "--name", "x", "--role", "7")]
    [InlineData("--name is missing.", "key", "create", "--role", "reader")]
    [InlineData("There is no verb 'fly'.", "fly")]
    public async Task A_wrong_verb_is_explained(string explanation, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith(explanation);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.BadStore))]
    public async Task A_store_that_there_is_not_is_explained()
    {
        var (exitCode, _, error) = await RunAsync("--Store:Provider=Oracle");
        exitCode.ShouldBe(1);
        error.ShouldContain("Store:Provider is `Oracle`");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.NewerStore))]
    public async Task A_store_of_a_newer_version_is_left_as_it_is()
    {
        var file = folder.File("graph.db");
        await (await ProjectGraph.Data.Storage.GraphStore.CreateAsync(file, TimeProvider.System)).DisposeAsync();
        var sqlite = Type.GetType("Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite")!;
        await using (var connection = (System.Data.Common.DbConnection)Activator.CreateInstance(sqlite, $"Data Source={file};Pooling=False")!)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99')";
            await command.ExecuteNonQueryAsync();
        }
        var (exitCode, _, error) = await RunAsync("key", "create", "--name", "x", "--role", "reader");
        exitCode.ShouldBe(1);
        error.ShouldContain("written by a newer version of ProjectGraph");
        error.ShouldContain("29990101000000_Later");
    }

    [Fact]
    public async Task A_port_that_is_none_is_explained()
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync(folder.File("graph.db"), new Dictionary<string, string>(Production) { ["PORT"] = "http" });
        exitCode.ShouldBe(1);
        error.ShouldBe("PORT is 'http'. Give a number from 0 to 65535.");
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        ServerProcess.RunAsync(folder.File("graph.db"), Production, arguments);
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests;

public sealed class CommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Production = new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["PORT"] = "0" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Production_does_not_start_without_a_key_and_says_how_to_make_one()
    {
        var (exitCode, _, error) = await RunAsync();
        exitCode.ShouldBe(1);
        error.ShouldBe("The store has no API key, so every request would be refused. Create a key with: make key NAME=me ROLE=admin");
    }

    [Fact]
    public async Task A_created_key_opens_the_service_until_it_is_revoked()
    {
        var (exitCode, key, _) = await RunAsync("key", "create", "--name", "dashboard", "--role", "reader");
        exitCode.ShouldBe(0);
        await using (
            var server = await RunningServer.StartAsync(
                ("environment", "Production"),
                ("ConnectionStrings:ProjectGraph", $"Data Source={_folder.File("graph.db")}")
            )
        )
        {
            (await server.Client.GetAsync("/graphql/schema.graphql")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            server.Client.DefaultRequestHeaders.Add("X-API-Key", key);
            (await server.Client.GetAsync("/graphql/schema.graphql")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await server.Client.GetAsync("/sandbox/planhat/_about")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await RunAsync("key", "revoke", "--name", "dashboard")).ExitCode.ShouldBe(0);
        (await RunAsync()).Error.ShouldContain("The store has no API key");
    }

    [Theory]
    [InlineData("The key 'x' was not found.", "key", "revoke", "--name", "x")]
    [InlineData("--role is 'king'. Give reader, operator or admin.", "key", "create", "--name", "x", "--role", "king")]
    [InlineData("--role is '7'. Give reader, operator or admin.", "key", "create", "--name", "x", "--role", "7")]
    [InlineData("--name is missing.", "key", "create", "--role", "reader")]
    [InlineData("The command 'fly' is unknown.", "fly")]
    [InlineData("The newest migration of the SQLite file is missing.", "store", "script")]
    [InlineData("The migration `x` was not found. Pass one of these: 20261101000000_CreateGraph, ", "store", "script", "--from", "x")]
    [InlineData("The option --to is unknown. Usage: store script", "store", "script", "--to", "x")]
    public async Task A_wrong_verb_is_explained(string explanation, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith(explanation);
    }

    [Fact]
    public async Task The_script_of_an_upgrade_is_printed_without_opening_a_store()
    {
        var (exitCode, script, error) = await RunAsync("store", "script", "--provider", "PostgreSql");
        (exitCode, error).ShouldBe((0, ""));
        script.ShouldStartWith("SET client_encoding = 'UTF8';\nBEGIN;");
        script.ShouldEndWith("COMMIT;");
        File.Exists(_folder.File("graph.db")).ShouldBeFalse();
    }

    [Fact]
    [Produces(nameof(ErrorCodes.StoreMisconfigured))]
    public async Task A_store_that_there_is_not_is_explained()
    {
        var (exitCode, _, error) = await RunAsync("--Store:Provider=Oracle");
        exitCode.ShouldBe(1);
        error.ShouldContain("Store:Provider is `Oracle`");
    }

    [Fact]
    [Produces(nameof(ErrorCodes.StoreSchemaNewer))]
    public async Task A_store_of_a_newer_version_is_left_as_it_is()
    {
        var file = _folder.File("graph.db");
        await (await ProjectGraph.Data.Storage.GraphStore.CreateAsync(file, TimeProvider.System)).DisposeAsync();
        var sqlite = Type.GetType("Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite")!;
        await using (
            var connection = (System.Data.Common.DbConnection)Activator.CreateInstance(sqlite, $"Data Source={file};Pooling=False")!
        )
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
        var (exitCode, _, error) = await ServerProcess.RunAsync(
            _folder.File("graph.db"),
            new Dictionary<string, string>(Production) { ["PORT"] = "http" }
        );
        exitCode.ShouldBe(1);
        error.ShouldBe("PORT is 'http'. Give a number from 0 to 65535.");
    }

    [Theory]
    [InlineData("PORT", "", "make run PORT=")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:", "ASPNETCORE_URLS=http://127.0.0.1:")]
    [InlineData("ASPNETCORE_URLS", "http://*:", "ASPNETCORE_URLS=http://*:")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:", "ASPNETCORE_URLS=http://localhost:")]
    [InlineData("Kestrel__Endpoints__A__Url", "http://127.0.0.1:", "Kestrel__Endpoints__A__Url=http://127.0.0.1:")]
    public async Task A_port_that_is_in_use_is_explained_in_one_line(string variable, string address, string advice)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (await RefusedAsync(variable, address + port)).ShouldBe($"Port {port} is in use. Choose another one: {advice}{port + 1}");
    }

    [Theory]
    [InlineData(
        "http://192.0.2.1:5080",
        "192.0.2.1 is not an address of this machine, so the service cannot listen on http://192.0.2.1:5080. Choose one that is: ASPNETCORE_URLS=http://127.0.0.1:5080"
    )]
    [InlineData("nonsense", "'nonsense' is not an address to listen on. Give one such as http://127.0.0.1:5080.")]
    public async Task An_address_that_is_not_the_machine_s_is_explained_in_one_line(string urls, string explanation) =>
        (await RefusedAsync("ASPNETCORE_URLS", urls)).ShouldBe(explanation);

    [Theory]
    [InlineData(
        SocketError.AccessDenied,
        "http://127.0.0.1:80",
        "PORT",
        "The system does not allow the service to listen on http://127.0.0.1:80. Choose a port above 1023: make run PORT=5080"
    )]
    [InlineData(
        SocketError.AddressAlreadyInUse,
        "http://127.0.0.1:65535",
        "PORT",
        "Port 65535 is in use. Choose another one: make run PORT=5080"
    )]
    [InlineData(
        SocketError.NetworkDown,
        "http://127.0.0.1:5080",
        "ASPNETCORE_URLS",
        "The service cannot listen on http://127.0.0.1:5080 (NetworkDown). Choose another address: ASPNETCORE_URLS=http://127.0.0.1:5080"
    )]
    public void A_refusal_to_listen_names_the_address_and_a_way_out(SocketError error, string url, string setting, string explanation) =>
        ListenAddresses.DescribeFailure(error, BindingAddress.Parse(url), setting).ShouldBe(explanation);

    [Theory]
    [InlineData(
        "Cors__Origins__0",
        "https://app.example.com/",
        "Cors:Origins:0 is 'https://app.example.com/'. Give an origin without a path, such as https://app.example.com, or https://*.example.com for its subdomains."
    )]
    [InlineData(
        "Cors__Origins__0",
        "*",
        "Cors:Origins:0 is '*'. Give an origin without a path, such as https://app.example.com, or https://*.example.com for its subdomains."
    )]
    [InlineData(
        "PublicUrl",
        "data.example.com",
        "PublicUrl is 'data.example.com'. Give the address that clients call, such as https://data.example.com/graph."
    )]
    public async Task A_setting_that_is_no_address_is_explained_in_one_line(string variable, string value, string explanation) =>
        (await RefusedAsync(variable, value)).ShouldBe(explanation);

    [Fact]
    public async Task Production_s_log_lines_are_JSON_with_the_time_in_UTC()
    {
        await RunAsync("key", "create", "--name", "dashboard", "--role", "reader");
        using var process = ListeningProcess.Start(_folder.File("graph.db"), Production);
        var line = JsonElement.Parse(await process.StandardOutput.ReadLineAsync() ?? "");
        process.Kill();
        await process.WaitForExitAsync();
        var text = line.GetProperty("Timestamp").GetString()!;
        text.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromHours(1));
    }

    private async Task<string> RefusedAsync(string variable, string value)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync(
            _folder.File("graph.db"),
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", [variable] = value }
        );
        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        return error;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        ServerProcess.RunAsync(_folder.File("graph.db"), Production, arguments);
}

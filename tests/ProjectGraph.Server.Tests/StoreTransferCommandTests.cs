namespace ProjectGraph.Server.Tests;

public sealed class StoreTransferCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Production = new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["PORT"] = "0" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_of_the_source_works_in_the_target()
    {
        (await RunAsync(_folder.File("graph.db"), "key", "create", "--name", "dashboard", "--role", "reader")).ExitCode.ShouldBe(0);

        var (exitCode, output, error) = await RunAsync(
            _folder.File("unused.db"),
            "store",
            "migrate",
            "--from",
            _folder.File("graph.db"),
            "--to",
            $"Data Source={_folder.File("moved.db")}"
        );

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldStartWith($"Transferring SQLite {_folder.File("graph.db")} to SQLite {_folder.File("moved.db")}");
        output.ShouldContain("ApiKeys: 1 rows");
        output.ShouldContain($"Transferred. Start the service on SQLite {_folder.File("moved.db")}.");
        File.Exists(_folder.File("unused.db")).ShouldBeFalse();
        (await RunAsync(_folder.File("moved.db"), "key", "revoke", "--name", "dashboard")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("--to is missing.", "--from", "x.db")]
    [InlineData("--from is missing.", "--to", "x.db")]
    [InlineData("The file /nowhere/x.db was not found.", "--from", "/nowhere/x.db", "--to", "y.db")]
    [InlineData("FROM is not a PostgreSQL connection string.", "--from", "postgres://user:hunter2@", "--to", "y.db")]
    [InlineData("FROM is not a PostgreSQL connection string.", "--from", "Host=db;Port=hunter2", "--to", "y.db")]
    [InlineData("PostgreSQL can't be reached", "--from", "Host=127.0.0.1;Port=1;Username=me;Password=hunter2", "--to", "y.db")]
    public async Task A_failed_transfer_is_explained(string explanation, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(_folder.File("graph.db"), ["store", "migrate", .. arguments]);
        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith(explanation);
        error.ShouldNotContain("hunter2");
        error.ShouldNotContain("   at ");
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string store, params string[] arguments) =>
        ServerProcess.RunAsync(store, Production, arguments);
}

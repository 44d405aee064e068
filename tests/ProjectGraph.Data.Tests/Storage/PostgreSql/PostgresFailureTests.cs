using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresFailureTests
{
    [Theory]
    [InlineData("28P01", StoreException.AccessDenied, "the user or the password")]
    [InlineData("28000", StoreException.AccessDenied, "the user or the password")]
    [InlineData("3D000", StoreException.AccessDenied, "does not have the database")]
    [InlineData("42501", StoreException.AccessDenied, "Make that user the owner")]
    public async Task A_permanent_refusal_is_not_retried(string sqlState, string code, string told)
    {
        await using var server = new RefusingServer(sqlState);
        var refused = await OpenAsync(server.ConnectionString);
        refused.Code.ShouldBe(code);
        server.Refused.ShouldBeLessThanOrEqualTo(4, "the driver itself tries it with encryption and without");
        refused.Message.ShouldContain(told);
        refused.Message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("57P03")]
    [InlineData("57P01")]
    [InlineData("53300")]
    public async Task A_server_that_is_starting_or_has_no_connection_left_is_waited_for(string sqlState)
    {
        await using var server = new RefusingServer([.. Enumerable.Repeat(sqlState, 6), "3D000"]);
        (await OpenAsync(server.ConnectionString)).Message.ShouldContain("does not have the database");
    }

    [Fact]
    public async Task An_unreachable_server_is_reported_after_the_retries()
    {
        var refused = await OpenAsync("Host=127.0.0.1;Port=1;Username=me;Password=hunter2");
        refused.Code.ShouldBe(StoreException.Unreachable);
        refused.Message.ShouldNotContain("hunter2");
        refused.Message.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task A_refused_user_is_reported_rather_than_an_unreachable_server()
    {
        await using var server = new RefusingServer("28P01");
        var there = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        there.Host = $"127.0.0.1:1,127.0.0.1:{there.Port}";
        (await OpenAsync(there.ConnectionString)).Code.ShouldBe(StoreException.AccessDenied);
    }

    [Theory]
    [InlineData("53100", StoreException.Full)]
    [InlineData("53200", StoreException.Full)]
    [InlineData("25006", StoreException.ReadOnly)]
    [InlineData("57014", StoreException.Unreachable)]
    [InlineData("57P03", StoreException.Unreachable)]
    [InlineData("22003", StoreException.UnstorableValue)]
    public void The_servers_errors_become_codes(string sqlState, string code)
    {
        var said = PostgresErrors
            .Translate(new PostgresException("relation \"Projects\"", "ERROR", "ERROR", sqlState))
            .ShouldBeOfType<StoreException>();
        said.Code.ShouldBe(code);
        said.Message.ShouldNotContain("relation");
    }

    [Theory]
    [InlineData("0A000", "extension \"pg_trgm\" is not available")]
    [InlineData("58P01", "could not open extension control file")]
    public void A_server_without_the_extension_is_reported(string sqlState, string text) =>
        PostgresErrors.Translate(new PostgresException(text, "ERROR", "ERROR", sqlState)).Message.ShouldContain("contrib package");

    private static async Task<StoreException> OpenAsync(string connectionString)
    {
        await using var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), new FakeTime());
        return await Should.ThrowAsync<StoreException>(() => store.OpenAsync(default));
    }
}

using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresFailureTests
{
    [Theory]
    [InlineData("28P01", StoreException.AccessRefused, "the user or the password")]
    [InlineData("28000", StoreException.AccessRefused, "the user or the password")]
    [InlineData("3D000", StoreException.AccessRefused, "does not have the database")]
    [InlineData("42501", StoreException.AccessRefused, "Make that user the owner")]
    public async Task What_will_be_refused_again_is_not_repeated_for_seconds(string sqlState, string code, string told)
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
    public async Task A_server_that_is_not_there_is_said_to_be_so_in_the_end()
    {
        var refused = await OpenAsync("Host=127.0.0.1;Port=1;Username=me;Password=hunter2");
        refused.Code.ShouldBe(StoreException.Unreachable);
        refused.Message.ShouldNotContain("hunter2");
        refused.Message.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task Of_several_servers_the_one_that_refuses_the_user_is_listened_to()
    {
        await using var server = new RefusingServer("28P01");
        var there = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        there.Host = $"127.0.0.1:1,127.0.0.1:{there.Port}";
        (await OpenAsync(there.ConnectionString)).Code.ShouldBe(StoreException.AccessRefused);
    }

    [Theory]
    [InlineData("53100", StoreException.Full)]
    [InlineData("53200", StoreException.Full)]
    [InlineData("25006", StoreException.ReadOnly)]
    [InlineData("57014", StoreException.Unreachable)]
    [InlineData("57P03", StoreException.Unreachable)]
    [InlineData("22003", StoreException.UnstorableValue)]
    public void What_the_server_says_becomes_a_code(string sqlState, string code)
    {
        var said = PostgresErrors.Said(new PostgresException("relation \"Projects\"", "ERROR", "ERROR", sqlState)).ShouldBeOfType<StoreException>();
        said.Code.ShouldBe(code);
        said.Message.ShouldNotContain("relation");
    }

    [Theory]
    [InlineData("0A000", "extension \"pg_trgm\" is not available")]
    [InlineData("58P01", "could not open extension control file")]
    public void A_server_without_the_extension_is_told_apart(string sqlState, string text) =>
        PostgresErrors.Said(new PostgresException(text, "ERROR", "ERROR", sqlState)).Message.ShouldContain("contrib package");

    private static async Task<StoreException> OpenAsync(string connectionString)
    {
        await using var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), new FakeTime());
        return await Should.ThrowAsync<StoreException>(() => store.OpenAsync(default));
    }
}

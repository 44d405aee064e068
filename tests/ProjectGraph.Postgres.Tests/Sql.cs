using Npgsql;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Runs statements on unpooled connections, which are never older than a server's restart.</summary>
internal static class Sql
{
    public static async Task<NpgsqlConnection> OpenAsync(string address)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<object?> ScalarAsync(string address, string sql)
    {
        await using var connection = await OpenAsync(address);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static async Task ExecuteAsync(string address, string sql) => await ScalarAsync(address, sql);

    public static async Task<bool> RefusesAsync(string address)
    {
        try
        {
            await using var connection = await OpenAsync(address);
            return false;
        }
        catch (NpgsqlException)
        {
            return true;
        }
    }
}

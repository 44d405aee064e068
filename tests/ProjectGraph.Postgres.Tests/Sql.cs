using Npgsql;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Statements on connections that no pool has kept from before a server's death.</summary>
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

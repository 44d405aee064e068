using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Asks what became of a transaction whose commit was not answered.</summary>
internal static class LostCommit
{
    private const string Status = "SELECT pg_xact_status(CAST(@p0 AS xid8))";

    /// <summary>Whether it was committed. One that the server has not noticed yet to be left alone is waited for.</summary>
    /// <exception cref="StoreException">The database can't be asked, or knows the transaction no more.</exception>
    public static async Task<bool> IsCommittedAsync(NpgsqlDataSource primary, LostCommitException lost, CancellationToken cancellation)
    {
        for (var pauses = new Pauses(); ;)
        {
            if (await AskAsync(primary, lost.Transaction, cancellation) is { } known && known != "in progress") return known == "committed";
            // Neither can be told: whoever asked is told so, and nothing is done twice.
            if (pauses.Next() is not { } pause) throw PostgresErrors.Said(lost.InnerException!);
            await Task.Delay(pause, cancellation);
        }
    }

    private static async Task<string?> AskAsync(NpgsqlDataSource primary, string transaction, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await primary.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(Status, connection) { Parameters = { new("p0", NpgsqlTypes.NpgsqlDbType.Unknown) { Value = transaction } } };
            return await command.ExecuteScalarAsync(cancellation) as string;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}

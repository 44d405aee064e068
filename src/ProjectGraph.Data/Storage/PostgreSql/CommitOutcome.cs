using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Finds out whether a transaction was committed when the response to its commit was lost.</summary>
internal static class CommitOutcome
{
    private const string Status = "SELECT pg_xact_status(CAST(@p0 AS xid8))";

    /// <summary>Returns whether the transaction was committed. Waits while the server still treats it as in progress.</summary>
    /// <exception cref="StoreException">The database is unreachable, or no longer knows the transaction.</exception>
    public static async Task<bool> IsCommittedAsync(NpgsqlDataSource primary, LostCommitException lost, CancellationToken cancellationToken)
    {
        for (var delays = new RetryDelays(); ; )
        {
            if (await QueryStatusAsync(primary, lost.Transaction, cancellationToken) is { } known && known != "in progress")
                return known == "committed";
            // The outcome is unknown. The caller receives the failure, and nothing is done twice.
            if (delays.Next() is not { } delay)
                throw PostgresErrors.Translate(lost.InnerException!);
            await Task.Delay(delay, cancellationToken);
        }
    }

    private static async Task<string?> QueryStatusAsync(NpgsqlDataSource primary, string transaction, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await primary.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Status, connection)
            {
                Parameters = { new("p0", NpgsqlTypes.NpgsqlDbType.Unknown) { Value = transaction } },
            };
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}

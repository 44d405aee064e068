using System.Net.Sockets;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Translates PostgreSQL's failures to failures of the store. PostgreSQL's own messages are only for the log, because they may
/// contain tables, hosts and users.
/// </summary>
internal static class PostgresErrors
{
    // idle_in_transaction_session_timeout, for which the driver has no constant.
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>Whether a transaction with this failure may succeed when it runs again.</summary>
    public static bool IsRetryable(Exception failure) =>
        failure switch
        {
            // Two transactions conflicted, or created the same row. The second run sees what the other one did.
            PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation
                    or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.LockNotAvailable
            } => true,
            _ => IsConnectionLost(failure),
        };

    /// <summary>Whether the connection was lost, or its server is no longer the primary. Another server may work.</summary>
    public static bool IsConnectionLost(Exception failure) =>
        failure switch
        {
            PostgresException refused => refused.SqlState
                is PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.TooManyConnections
                    or PostgresErrorCodes.ReadOnlySqlTransaction
                    or IdleInTransactionTimeout
                || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
            NpgsqlException { InnerException: TimeoutException } => false,
            NpgsqlException { InnerException: AggregateException all } => !all.InnerExceptions.Any(IsRefusal),
            NpgsqlException => true,
            InvalidOperationException { InnerException: null } closed => closed.Message.Contains(
                "Connection is not open",
                StringComparison.Ordinal
            ),
            _ => failure.InnerException is IOException or SocketException,
        };

    /// <summary>Translates a failure to one for callers. Returns it unchanged if it is not the database's.</summary>
    public static Exception Translate(Exception failure) =>
        failure switch
        {
            PostgresException refused => Translate(refused),
            // No server of several was usable. A failure user is more useful to report than an unreachable server.
            NpgsqlException { InnerException: AggregateException all } when all.InnerExceptions.FirstOrDefault(IsRefusal) is { } refusal =>
                Translate(refusal),
            NpgsqlException { InnerException: TimeoutException } => new StoreException(
                StoreException.Unreachable,
                "PostgreSQL did not respond in time.",
                failure,
                StoreException.RetryShortly
            ),
            NpgsqlException => new StoreException(
                StoreException.Unreachable,
                "PostgreSQL can't be reached: no server of the connection string responds as the primary.",
                failure,
                StoreException.RetryShortly
            ),
            _ => failure,
        };

    private static bool IsRefusal(Exception failure) => failure is PostgresException && !IsConnectionLost(failure);

    private static Exception Translate(PostgresException failure) =>
        failure.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new StoreException(
                StoreException.AccessDenied,
                "PostgreSQL refused the user or the password of the connection string. Correct the user or the password.",
                failure
            ),
            PostgresErrorCodes.InvalidCatalogName => new StoreException(
                StoreException.AccessDenied,
                "PostgreSQL does not have the database of the connection string. Create it, or correct its name.",
                failure
            ),
            PostgresErrorCodes.InsufficientPrivilege => new StoreException(
                StoreException.AccessDenied,
                "PostgreSQL denied a permission to the user of the connection string. Make that user the owner of the database, or let the owner run the output of the command `store script`.",
                failure
            ),
            PostgresErrorCodes.UndefinedFile
            or PostgresErrorCodes.FeatureNotSupported when failure.MessageText.Contains("extension", StringComparison.Ordinal) =>
                new StoreException(
                    StoreException.AccessDenied,
                    "PostgreSQL lacks the extension pg_trgm. Install the server's contrib package.",
                    failure
                ),
            PostgresErrorCodes.ReadOnlySqlTransaction => new StoreException(
                StoreException.ReadOnly,
                "PostgreSQL does not accept writes: the server is a standby or read-only. Reads still work.",
                failure,
                "Write again when the server is the primary."
            ),
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.OutOfMemory => new StoreException(
                StoreException.Full,
                "PostgreSQL's disk is full. Free space on it.",
                failure
            ),
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections => new StoreException(
                StoreException.Unreachable,
                "PostgreSQL is starting, stopping or has no connection left.",
                failure,
                StoreException.RetryShortly
            ),
            PostgresErrorCodes.QueryCanceled => new StoreException(
                StoreException.Unreachable,
                "PostgreSQL did not respond in time. The statement was cancelled.",
                failure,
                StoreException.RetryShortly
            ),
            PostgresErrorCodes.NumericValueOutOfRange => new StoreException(
                StoreException.UnstorableValue,
                "A number exceeds 64 bits. Use smaller numbers, or sum fewer rows.",
                failure
            ),
            _ => failure,
        };
}

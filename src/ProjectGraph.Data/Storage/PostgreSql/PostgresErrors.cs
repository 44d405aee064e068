using System.Net.Sockets;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>What PostgreSQL's failures mean to the service. What it says itself may name tables, hosts and users: it is for the log.</summary>
internal static class PostgresErrors
{
    // The driver has no name for it.
    private const string IdleTooLong = "25P03";

    /// <summary>Whether a transaction that failed by this may go through when it is run again from its beginning.</summary>
    public static bool IsWorthRepeating(Exception failure) => failure switch
    {
        // Two transactions created the same thing, or got in each other's way: the second one to run sees what the first did.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable } => true,
        _ => IsLost(failure),
    };

    /// <summary>Whether the connection is gone, or its server is not the primary any more: another one may do.</summary>
    public static bool IsLost(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction or IdleTooLong
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException { InnerException: AggregateException ofAll } => !ofAll.InnerExceptions.Any(IsRefusal),
        NpgsqlException => true,
        InvalidOperationException { InnerException: null } closed => closed.Message.Contains("Connection is not open", StringComparison.Ordinal),
        _ => failure.InnerException is IOException or SocketException,
    };

    /// <summary>The failure as something that a caller can be told; the same where it is none of the database's own.</summary>
    public static Exception Said(Exception failure) => failure switch
    {
        PostgresException refused => Said(refused),
        // None of several servers would do: what one of them says of the user counts more than that another is not there.
        NpgsqlException { InnerException: AggregateException ofAll } when ofAll.InnerExceptions.FirstOrDefault(IsRefusal) is { } refusal => Said(refusal),
        NpgsqlException { InnerException: TimeoutException } => new StoreException(StoreException.Unreachable, "PostgreSQL did not answer in time.", failure, StoreException.Shortly),
        NpgsqlException => new StoreException(StoreException.Unreachable, "PostgreSQL can't be reached: no server of the connection string answers as the one to write to.", failure, StoreException.Shortly),
        _ => failure,
    };

    private static bool IsRefusal(Exception failure) => failure is PostgresException && !IsLost(failure);

    private static Exception Said(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new StoreException(StoreException.AccessRefused, "PostgreSQL refused the user or the password of the connection string. Correct them.", refused),
        PostgresErrorCodes.InvalidCatalogName => new StoreException(StoreException.AccessRefused, "PostgreSQL has no database of the name in the connection string. Create it, or correct the name.", refused),
        PostgresErrorCodes.InsufficientPrivilege => new StoreException(StoreException.AccessRefused, "PostgreSQL does not let the user of the connection string do what the service has to. Make it the owner of the database, or let its owner run the statements of the command `store script`.", refused),
        PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported when refused.MessageText.Contains("extension", StringComparison.Ordinal) =>
            new StoreException(StoreException.AccessRefused, "PostgreSQL lacks the extension pg_trgm. Install the server's contrib package.", refused),
        PostgresErrorCodes.ReadOnlySqlTransaction => new StoreException(StoreException.ReadOnly, "PostgreSQL takes no writes: the server is a standby, or set to read only. Reads go on.", refused, "Write again when it is the primary."),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.OutOfMemory =>
            new StoreException(StoreException.Full, "PostgreSQL has no room left. Make room on its disk.", refused),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections =>
            new StoreException(StoreException.Unreachable, "PostgreSQL is starting, stopping or has no connection left.", refused, StoreException.Shortly),
        PostgresErrorCodes.QueryCanceled => new StoreException(StoreException.Unreachable, "PostgreSQL did not answer in time, and what was asked for was stopped.", refused, StoreException.Shortly),
        PostgresErrorCodes.NumericValueOutOfRange => new StoreException(StoreException.UnstorableValue, "A number is larger than 64 bits can hold. Use smaller numbers, or sum fewer rows.", refused),
        _ => refused,
    };
}

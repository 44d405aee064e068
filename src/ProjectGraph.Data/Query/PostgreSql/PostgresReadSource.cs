using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Provides read connections of the PostgreSQL store to the query runner.</summary>
/// <param name="open">Opens a connection to a server for reading.</param>
internal class PostgresReadSource(Func<DbConnection> open) : IReadConnectionSource
{
    public SqlDialect Dialect { get; } = new PostgresDialect();

    public string BeginStatement => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public DbConnection OpenReadConnection() => open();

    public void UseGenericPlans(DbConnection connection, bool once)
    {
        using var set = connection.CreateCommand();
        set.CommandText = once ? "SET plan_cache_mode = force_generic_plan" : "SET plan_cache_mode = auto";
        set.ExecuteNonQuery();
    }

    public void Prepare(DbCommand command) => command.Prepare();

    public void Unprepare(DbCommand command)
    {
        var prepared = (NpgsqlCommand)command;
        if (prepared.IsPrepared)
            prepared.Unprepare();
        prepared.Dispose();
    }

    // The driver returns after the server has received the message, so it cannot cancel the connection's next statement.
    public void Interrupt(DbCommand command) => command.Cancel();

    public IRowReader CreateRowReader(DbDataReader reader) => new PostgresRowReader((NpgsqlDataReader)reader);

    // A standby cancels reads that conflict with changes replayed from its primary.
    public bool IsConnectionFailure(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure } || PostgresErrors.IsConnectionLost(failure);

    public Exception? TranslateFailure(Exception failure) =>
        failure switch
        {
            PostgresException { SqlState: PostgresErrorCodes.OutOfMemory } => PlanSizeLimit.CreateTooComplexException(),
            PostgresException refused when refused.SqlState.StartsWith(ProgramLimitExceeded, StringComparison.Ordinal) =>
                PlanSizeLimit.CreateTooComplexException(),
            PostgresException { SqlState: PostgresErrorCodes.InvalidRegularExpression } => new StoreException(
                StoreException.UnsupportedPattern,
                "The pattern is too complex for PostgreSQL. Make it shorter or simpler.",
                failure
            ),
            PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new StoreException(
                StoreException.Unreachable,
                "PostgreSQL did not respond in time. Request less, or retry shortly.",
                failure
            ),
            _ => PostgresErrors.Translate(failure) as StoreException,
        };

    // Class 54: the statement is too complex, or has too many columns or arguments.
    private const string ProgramLimitExceeded = "54";
}

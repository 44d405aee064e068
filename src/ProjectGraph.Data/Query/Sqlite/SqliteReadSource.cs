using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>Provides read connections of the SQLite store to the query runner.</summary>
internal sealed class SqliteReadSource(SqliteDatabase database) : IReadConnectionSource
{
    public SqlDialect Dialect { get; } = new SqliteDialect();

    public string BeginStatement => "BEGIN";

    public bool IsReplaced => database.HasMoved;

    public DbConnection OpenReadConnection()
    {
        var connection = (SqliteConnection)database.OpenReadConnection();
        // SQLite's built-in functions handle only the 26 ASCII letters.
        connection.CreateFunction<string?, string?>("lower", text => text?.ToLowerInvariant(), isDeterministic: true);
        connection.CreateFunction<string?, string?>("upper", text => text?.ToUpperInvariant(), isDeterministic: true);
        connection.CreateFunction(FindsTermsFunction.Name, new FindsTermsFunction().Find, isDeterministic: true);
        connection.CreateFunction<string?, string?, bool?>("matches", TextPattern.Matches, isDeterministic: true);
        return connection;
    }

    // The driver prepares a command when it is first executed.
    public void Prepare(DbCommand command) { }

    public void Unprepare(DbCommand command) => command.Dispose();

    // ADO.NET's Cancel does nothing on SQLite.
    public void Interrupt(DbCommand command) => raw.sqlite3_interrupt(((SqliteConnection)command.Connection!).Handle);

    public IRowReader CreateRowReader(DbDataReader reader) => new SqliteRowReader((SqliteDataReader)reader);

    public bool IsConnectionFailure(Exception failure) => false;

    public Exception? TranslateFailure(Exception failure) =>
        failure switch
        {
            SqliteException refused when IsTooComplex(refused.Message) => PlanSizeLimit.CreateTooComplexException(),
            SqliteException refused when refused.Message.Contains("integer overflow", StringComparison.Ordinal) => new StoreException(
                StoreException.UnstorableValue,
                "The sum exceeds 64 bits. Sum fewer rows: narrow the filter, or group them."
            ),
            SqliteException refused => SqliteErrors.Translate(refused),
            _ => null,
        };

    // SQLite limits a statement's size and depth in many ways, and has no specific error code for any of them.
    private static bool IsTooComplex(string message) =>
        message.Contains("parser stack overflow", StringComparison.Ordinal)
        || message.Contains("Expression tree is too large", StringComparison.Ordinal)
        || message.Contains("too many", StringComparison.Ordinal)
        || message.Contains("at most", StringComparison.Ordinal)
        || message.Contains("too big", StringComparison.Ordinal);
}

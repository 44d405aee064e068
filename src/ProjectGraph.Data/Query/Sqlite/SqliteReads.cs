using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Storage.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>The SQLite store as the runner sees it.</summary>
internal sealed class SqliteReads(SqliteDatabase database) : IReadConnections
{
    public SqlDialect Dialect { get; } = new SqliteDialect();

    public DbConnection OpenReadConnection()
    {
        var connection = (SqliteConnection)database.OpenReadConnection();
        // SQLite's own know the 26 letters of ASCII only.
        connection.CreateFunction<string?, string?>("lower", text => text?.ToLowerInvariant(), isDeterministic: true);
        connection.CreateFunction<string?, string?>("upper", text => text?.ToUpperInvariant(), isDeterministic: true);
        connection.CreateFunction(TermsFunction.Name, new TermsFunction().Find, isDeterministic: true);
        connection.CreateFunction<string?, string?, bool?>("matches", TextPattern.Matches, isDeterministic: true);
        return connection;
    }

    // ADO.NET's Cancel does nothing on SQLite.
    public void Interrupt(DbConnection connection) => raw.sqlite3_interrupt(SqliteHandles.Connection((SqliteConnection)connection));

    public IRowReader RowReader(DbDataReader reader) => new SqliteRowReader((SqliteDataReader)reader);
}

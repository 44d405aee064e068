using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>The store's reads, with a test looking in.</summary>
internal sealed class HookedReads(GraphStore store) : IReadConnections
{
    private readonly IReadConnections reads = store.Reads;

    /// <summary>Runs when a statement has begun to give rows, with its number.</summary>
    public Action<int> Began { get; set; } = _ => { };

    /// <summary>Runs when a statement puts a text in small letters.</summary>
    public Action Lowering { get; set; } = () => { };

    public int Statements { get; private set; }
    public int Opened { get; private set; }
    public SqlDialect Dialect => reads.Dialect;

    public DbConnection OpenReadConnection()
    {
        Opened++;
        var connection = (SqliteConnection)reads.OpenReadConnection();
        connection.CreateFunction<string?, string?>("lower", text =>
        {
            Lowering();
            return text?.ToLowerInvariant();
        });
        return connection;
    }

    public string Begin => reads.Begin;

    public void Prepare(DbCommand command) => reads.Prepare(command);

    public void Forget(DbCommand command) => reads.Forget(command);

    public void Interrupt(DbCommand command) => reads.Interrupt(command);

    public bool IsLost(Exception failure) => reads.IsLost(failure);

    public Exception? Said(Exception failure) => reads.Said(failure);

    public IRowReader RowReader(DbDataReader reader)
    {
        Began(++Statements);
        return reads.RowReader(reader);
    }
}

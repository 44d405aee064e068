using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Storage;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Wraps the store's read connections with hooks for tests.</summary>
internal sealed class HookedReads(GraphStore store) : IReadConnections
{
    private const string Running =
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pjg_lower%'";

    private readonly IReadConnections reads = store.Reads;
    private readonly TaskCompletionSource lowering = new();
    private int statements;
    private int opened;

    /// <summary>Runs when a statement returns its first rows. The argument is the statement's number.</summary>
    public Action<int> Began { get; set; } = _ => { };

    /// <summary>Runs before a statement is prepared. The argument is its text.</summary>
    public Action<string> Preparing { get; set; } = _ => { };

    /// <summary>The connection whose planning mode was set last.</summary>
    public DbConnection? Planning { get; private set; }

    public int Statements => statements;
    public int Opened => opened;
    public SqlDialect Dialect => reads.Dialect;

    public DbConnection OpenReadConnection()
    {
        Interlocked.Increment(ref opened);
        var connection = reads.OpenReadConnection();
        (connection as SqliteConnection)?.CreateFunction<string?, string?>("lower", text =>
        {
            lowering.TrySetResult();
            return text?.ToLowerInvariant();
        });
        return connection;
    }

    /// <summary>Waits until a statement that calls <c>lower</c> is running.</summary>
    public async Task LoweringAsync()
    {
        await using var connection = reads.OpenReadConnection();
        if (connection is SqliteConnection)
        {
            await lowering.Task;
            return;
        }
        while (connection.Rows(Running) is []) await Task.Delay(10);
    }

    public string Begin => reads.Begin;

    public void PlanOnce(DbConnection connection, bool once)
    {
        Planning = connection;
        reads.PlanOnce(connection, once);
    }

    public void Prepare(DbCommand command)
    {
        Preparing(command.CommandText);
        reads.Prepare(command);
    }

    public void Forget(DbCommand command) => reads.Forget(command);

    public void Interrupt(DbCommand command) => reads.Interrupt(command);

    public bool IsLost(Exception failure) => reads.IsLost(failure);

    public Exception? Said(Exception failure) => reads.Said(failure);

    public IRowReader RowReader(DbDataReader reader)
    {
        Began(Interlocked.Increment(ref statements));
        return reads.RowReader(reader);
    }
}

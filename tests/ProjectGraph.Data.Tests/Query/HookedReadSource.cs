using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Tests.Storage;

namespace ProjectGraph.Data.Tests.Query;

/// <summary>Wraps the store's read connections with hooks for tests.</summary>
internal sealed class HookedReadSource(GraphStore store) : IReadConnectionSource
{
    private const string Running =
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pjg_lower%'";

    private readonly IReadConnectionSource _reads = store.Reads;
    private readonly TaskCompletionSource _lowering = new();
    private int _statements;
    private int _opened;

    /// <summary>Runs when a statement returns its first rows. The argument is the statement's number.</summary>
    public Action<int> OnFirstRow { get; set; } = _ => { };

    /// <summary>Runs before a statement is prepared. The argument is its text.</summary>
    public Action<string> OnPrepare { get; set; } = _ => { };

    /// <summary>The connection whose planning mode was set last.</summary>
    public DbConnection? LastPlannedConnection { get; private set; }

    public int Statements => _statements;
    public int Opened => _opened;
    public SqlDialect Dialect => _reads.Dialect;

    public DbConnection OpenReadConnection()
    {
        Interlocked.Increment(ref _opened);
        var connection = _reads.OpenReadConnection();
        (connection as SqliteConnection)?.CreateFunction<string?, string?>("lower", text =>
        {
            _lowering.TrySetResult();
            return text?.ToLowerInvariant();
        });
        return connection;
    }

    /// <summary>Waits until a statement that calls <c>lower</c> is running.</summary>
    public async Task WaitForLowerAsync()
    {
        await using var connection = _reads.OpenReadConnection();
        if (connection is SqliteConnection)
        {
            await _lowering.Task;
            return;
        }
        while (connection.Rows(Running) is [])
            await Task.Delay(10);
    }

    public string BeginStatement => _reads.BeginStatement;

    public void UseGenericPlans(DbConnection connection, bool once)
    {
        LastPlannedConnection = connection;
        _reads.UseGenericPlans(connection, once);
    }

    public void Prepare(DbCommand command)
    {
        OnPrepare(command.CommandText);
        _reads.Prepare(command);
    }

    public void Unprepare(DbCommand command) => _reads.Unprepare(command);

    public void Interrupt(DbCommand command) => _reads.Interrupt(command);

    public bool IsConnectionFailure(Exception failure) => _reads.IsConnectionFailure(failure);

    public Exception? TranslateFailure(Exception failure) => _reads.TranslateFailure(failure);

    public IRowReader CreateRowReader(DbDataReader reader)
    {
        OnFirstRow(Interlocked.Increment(ref _statements));
        return _reads.CreateRowReader(reader);
    }
}

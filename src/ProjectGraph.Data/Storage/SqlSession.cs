using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// One database connection with its prepared statements. One caller uses it at a time. Statements write tables and columns in
/// PascalCase without quotes, and everything else in upper or lower case. Parameters are <c>@p0</c>, <c>@p1</c> and so on.
/// </summary>
internal abstract partial class SqlSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly List<PendingChange> _changes = [];
    private bool _notifies;

    public DbConnection Connection => connection;

    /// <summary>The number of rows that the running or last transaction has written.</summary>
    public long RowsWritten { get; protected set; }

    /// <summary>Whether the transaction has written something that needs a commit notification.</summary>
    public bool ShouldNotify => _notifies && RowsWritten > 0;

    /// <summary>The position of the last change that the transaction appended to the log, or 0 if it changed no node.</summary>
    public long Position { get; private set; }

    /// <summary>The full-text index of the projects.</summary>
    public abstract ISearchIndex Search { get; }

    public abstract ICatalog Catalog { get; }

    /// <summary>The clause at the end of a query that locks its row until the transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Locks the contents of a vendor account against other transactions until this one ends.</summary>
    public abstract void LockVendorAccount(long vendorAccountId);

    /// <summary>Writes a null-safe inequality of two values.</summary>
    public abstract string WriteInequality(string left, string right);

    /// <summary>The time of the clock that all instances share, if the database has one.</summary>
    public virtual DateTimeOffset Now(TimeProvider time) => time.GetUtcNow();

    /// <summary>Updates the statistics of the query planner.</summary>
    public abstract void Analyze();

    /// <summary>Runs a read on one consistent state of the database.</summary>
    public T Read<T>(Func<SqlSession, T> work)
    {
        Execute(BeginRead);
        try
        {
            var result = work(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Runs the work as one transaction, all or nothing.</summary>
    /// <param name="suppressNotification">Sends no commit notification unless the work calls <see cref="NotifyOnCommit"/>.</param>
    public T Write<T>(Func<SqlSession, T> work, bool suppressNotification = false)
    {
        _changes.Clear();
        Execute(BeginWrite);
        (RowsWritten, Position, _notifies) = (0, 0, !suppressNotification);
        try
        {
            var result = work(this);
            if (_changes.Count > 0)
                Position = AppendChangeLog(_changes);
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>
    /// Records the change of a node. The change log is written at the end of the transaction, because transactions assign its
    /// positions one after the other. So none waits for another longer than this write takes.
    /// </summary>
    public void RecordChange(PendingChange change) => _changes.Add(change);

    /// <summary>Requests a commit notification for a transaction that suppresses it.</summary>
    public void NotifyOnCommit() => _notifies = true;

    /// <returns>The number of written rows.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = GetCommand(sql, values).ExecuteNonQuery();
        if (rows > 0)
            RowsWritten += rows;
        return rows;
    }

    /// <summary>Inserts a row whose key is null.</summary>
    /// <returns>The key that the database generated.</returns>
    public long Insert(EntityTable table, object?[] row)
    {
        RowsWritten++;
        return ReadLong(table.InsertReturningKey, table.RemoveKey(row));
    }

    /// <summary>Inserts rows in their order. Either all have a key, or the database generates all keys.</summary>
    public void InsertAll(EntityTable table, IReadOnlyList<object?[]> rows)
    {
        if (rows is [{ } first, ..] && first[table.KeyOrdinal] is null)
            InsertAll(table.ShapeWithoutKey, [.. rows.Select(table.RemoveKey)]);
        else
            InsertAll(table.Shape, rows);
    }

    /// <summary>Inserts rows of this shape in their order.</summary>
    public virtual void InsertAll(RowShape shape, IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
            Execute(shape.Insert, row);
    }

    /// <summary>Converts an entity to a row of the table.</summary>
    /// <exception cref="StoreException">A value that this database cannot hold.</exception>
    public object?[] Encode(EntityTable table, object entity)
    {
        var row = table.Encode(entity);
        Check(table.Shape, row);
        return row;
    }

    /// <summary>Checks limits of this database that others do not have.</summary>
    /// <exception cref="StoreException">A value that this database cannot hold.</exception>
    public virtual void Check(RowShape shape, object?[] row) { }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        connection.Dispose();
    }

    // Transactions use statements, because every prepared command would need the driver's transaction object.
    protected abstract string BeginRead { get; }

    protected abstract string BeginWrite { get; }

    protected virtual void Commit() => Execute("COMMIT");

    /// <summary>Appends to the change log and stores the positions in the changed projects.</summary>
    /// <returns>The last position.</returns>
    protected abstract long AppendChangeLog(IReadOnlyList<PendingChange> changes);

    /// <summary>Creates a command with its parameters.</summary>
    protected abstract DbCommand Prepare(string sql, int parameters);

    protected virtual void Bind(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    private void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // After some errors (a full disk, a lost connection) the database has already rolled back. The driver may report that as
            // invalid use. The first error is the one to report.
        }
    }

    protected DbCommand GetCommand(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
            _commands[sql] = command = Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++)
            Bind(command.Parameters[i], values[i]);
        return command;
    }
}

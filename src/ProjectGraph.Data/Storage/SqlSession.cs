using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// One database connection with its prepared statements. Used by one caller at a time. Statements name tables and columns in
/// PascalCase without quotes, and everything else in capitals or small letters; parameters are <c>@p0</c>, <c>@p1</c> and so on.
/// </summary>
internal abstract partial class SqlSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private readonly List<LoggedChange> changes = [];
    private bool isTold;

    public DbConnection Connection => connection;

    /// <summary>Rows that the running transaction, or the last one, has written.</summary>
    public long Written { get; protected set; }

    /// <summary>Whether the transaction has written something that others wait to hear of.</summary>
    public bool IsNews => isTold && Written > 0;

    /// <summary>The position of the last change that the transaction appended to the log; 0 where it changed no node.</summary>
    public long Position { get; private set; }

    /// <summary>Keeps full-text search in step with the projects.</summary>
    public abstract ISearchIndex Search { get; }

    public abstract ICatalog Catalog { get; }

    /// <summary>Ends a query for a row that the transaction is about to change, so that no other changes it in between.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Lets no other transaction change what the graph holds of a connection until this one has ended.</summary>
    public abstract void LockConnection(long connectionId);

    /// <summary>A condition on two values: they differ, where null is a value like any other.</summary>
    public abstract string Differ(string left, string right);

    /// <summary>What the clock says that all instances go by, as far as there is one.</summary>
    public virtual DateTimeOffset Now(TimeProvider time) => time.GetUtcNow();

    /// <summary>Renews the statistics by which the query planner chooses its indexes.</summary>
    public abstract void Analyze();

    /// <summary>Runs work that sees one state of the database.</summary>
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

    /// <summary>Runs work of which everything is written or nothing.</summary>
    /// <param name="isQuiet">Nobody hears of it, unless the work says so with <see cref="Tell"/>: instances keep to each other by it.</param>
    public T Write<T>(Func<SqlSession, T> work, bool isQuiet = false)
    {
        changes.Clear();
        Execute(BeginWrite);
        (Written, Position, isTold) = (0, 0, !isQuiet);
        try
        {
            var result = work(this);
            if (changes.Count > 0) Position = Append(changes);
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
    /// Notes what happened to a node of the graph. The log is written last of all in a transaction: its positions are given
    /// one transaction after the other, and so none waits for another any longer than it takes to write them.
    /// </summary>
    public void Note(LoggedChange change) => changes.Add(change);

    /// <summary>Lets everybody hear of what a quiet transaction does.</summary>
    public void Tell() => isTold = true;

    /// <returns>The number of rows that were written.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = Command(sql, values).ExecuteNonQuery();
        if (rows > 0) Written += rows;
        return rows;
    }

    /// <summary>Inserts a row whose key is null.</summary>
    /// <returns>The number that the database gave the row.</returns>
    public long Insert(EntityTable table, object?[] row)
    {
        Written++;
        return Count(table.InsertNumbered, table.WithoutKey(row));
    }

    /// <summary>Inserts rows in their order. All of them have a key, or none has one and the database numbers them.</summary>
    public void InsertAll(EntityTable table, IReadOnlyList<object?[]> rows)
    {
        if (rows is [{ } first, ..] && first[table.Key] is null) InsertAll(table.Unnumbered, [.. rows.Select(table.WithoutKey)]);
        else InsertAll(table.Shape, rows);
    }

    /// <summary>Inserts rows of this shape in their order.</summary>
    public virtual void InsertAll(RowShape shape, IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows) Execute(shape.Insert, row);
    }

    /// <summary>The row of an entity as the table takes it.</summary>
    /// <exception cref="StoreException">A value that this database cannot hold.</exception>
    public object?[] Encode(EntityTable table, object entity)
    {
        var row = table.Encode(entity);
        Check(table.Shape, row);
        return row;
    }

    /// <exception cref="StoreException">A value that this database cannot hold though another could.</exception>
    public virtual void Check(RowShape shape, object?[] row)
    {
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        connection.Dispose();
    }

    // By statements, because the driver's transaction object would have to be put into every prepared command.
    protected abstract string BeginRead { get; }

    protected abstract string BeginWrite { get; }

    protected virtual void Commit() => Execute("COMMIT");

    /// <summary>Appends to the change log, and marks changed projects by the positions.</summary>
    /// <returns>The last position.</returns>
    protected abstract long Append(IReadOnlyList<LoggedChange> changes);

    /// <summary>A command of this statement, with its parameters.</summary>
    protected abstract DbCommand Prepare(string sql, int parameters);

    protected virtual void Bind(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    private void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception gone) when (gone is DbException or InvalidOperationException)
        {
            // After some errors (a full disk, a lost connection, which a driver may tell as a wrong use) the database has rolled back by itself; the first error is the one to tell.
        }
    }

    protected DbCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++) Bind(command.Parameters[i], values[i]);
        return command;
    }
}

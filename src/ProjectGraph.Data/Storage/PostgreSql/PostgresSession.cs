using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// A connection to the primary. Each statement of a transaction sees what others have committed before. Locks protect the
/// contents of a vendor account, the rows that are about to change, and finally the end of the change log.
/// </summary>
internal sealed class PostgresSession : SqlSession
{
    // Lock ids must be unique in the database: the letters PJG and a number.
    private const string LockOfVendorAccount = "SELECT pg_advisory_xact_lock(5261895, CAST(@p0 AS integer))";
    private const string LockChangeLog = "SELECT pg_advisory_xact_lock(5261895)";

    // Each statement sees what was committed before it began, so the newest position is read after the lock. A transaction releases
    // the lock only when its writes are visible, so positions appear in order and without gaps.
    private const string AppendChanges = $"""
        {LockChangeLog};
        INSERT INTO {InternalTables.Changes} (Position, Entity, EntityId, Kind, VendorId, VendorAccountId, At)
        SELECT (SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}) + n, entity, id, kind, vendor, connection, at
        FROM unnest(@p0, @p1, @p2, @p3, @p4, @p5) WITH ORDINALITY AS change (entity, id, kind, vendor, connection, at, n);
        UPDATE Projects SET Version = marked.position FROM (
            SELECT EntityId AS id, max(Position) AS position FROM {InternalTables.Changes}
            WHERE Position > (SELECT max(Position) FROM {InternalTables.Changes}) - @p6 AND Entity = @p7 AND Kind <> @p8 GROUP BY EntityId) AS marked
        WHERE Id = marked.id;
        SELECT max(Position) FROM {InternalTables.Changes};
        """;

    private const string Notify =
        $"SELECT CAST(pg_current_xact_id() AS text), pg_notify('{PostgresCommitNotifier.Channel}', CAST(@p0 AS text))";

    // COPY takes two round trips for any number of rows.
    private const int CopyThreshold = 4;

    // In microseconds, the precision of PostgreSQL.
    private const string SelectClock = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)";

    private readonly NpgsqlConnection _connection;

    public PostgresSession(NpgsqlConnection connection)
        : base(connection)
    {
        _connection = connection;
        Search = new PostgresSearchIndex(this);
        Catalog = new PostgresCatalog(this);
    }

    public override ISearchIndex Search { get; }

    public override ICatalog Catalog { get; }

    public override string ForUpdate => " FOR UPDATE";

    protected override string BeginRead => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // Not "READ WRITE", which would override a database that its owner has set to read-only, for example when the disk is full.
    protected override string BeginWrite => "BEGIN";

    public override void LockVendorAccount(long vendorAccountId) => ReadScalar(LockOfVendorAccount, vendorAccountId);

    public override string WriteInequality(string left, string right) => $"{left} IS DISTINCT FROM {right}";

    /// <summary>The server's clock, because the machines' clocks may differ. Instances of a test share the test's clock.</summary>
    public override DateTimeOffset Now(TimeProvider time) =>
        time == TimeProvider.System
            ? DateTimeOffset.UnixEpoch.AddTicks(ReadLong(SelectClock) * TimeSpan.TicksPerMicrosecond)
            : time.GetUtcNow();

    public override void Analyze() => Execute("ANALYZE");

    public override void InsertAll(RowShape shape, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count < CopyThreshold)
            base.InsertAll(shape, rows);
        else
            RowsWritten += RowCopy.Write(_connection, shape, rows);
    }

    public override void Check(RowShape shape, object?[] row) => IndexedTexts.Check(shape, row);

    protected override long AppendChangeLog(IReadOnlyList<PendingChange> changes)
    {
        using var reader = GetCommand(
                AppendChanges,
                [
                    GetColumn(changes, change => change.Entity),
                    GetColumn(changes, change => change.EntityId),
                    GetColumn(changes, change => (long)change.Kind),
                    GetColumn(changes, change => change.VendorId),
                    GetColumn(changes, change => change.VendorAccountId),
                    GetColumn(changes, change => change.At),
                    (long)changes.Count,
                    nameof(Model.Project),
                    (long)ChangeKind.Deleted,
                ]
            )
            .ExecuteReader();
        var position = 0L;
        do
        {
            while (reader.Read())
                position = reader.GetValue(0) as long? ?? position;
        } while (reader.NextResult());
        return position;
    }

    /// <exception cref="LostCommitException">The connection was lost before the database confirmed the commit.</exception>
    protected override void Commit()
    {
        if (!ShouldNotify)
        {
            Execute("COMMIT");
            return;
        }
        var transaction = (string)ReadScalar(Notify, new CommitNotification(Position, MinimumReadPosition.Current?.Caller).ToString())!;
        try
        {
            Execute("COMMIT");
        }
        catch (NpgsqlException lost) when (lost is not PostgresException)
        {
            throw new LostCommitException(transaction, lost);
        }
    }

    protected override DbCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from this assembly; values are parameters.
        command.CommandText = NameQuoting.Quote(sql);
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new NpgsqlParameter { ParameterName = $"p{i}" });
        return command;
    }

    // A text may be for a JSON column, and a null for any column. The database infers the type from the statement.
    protected override void Bind(DbParameter parameter, object? value)
    {
        var bound = (NpgsqlParameter)parameter;
        if (value is null or string)
            bound.NpgsqlDbType = NpgsqlDbType.Unknown;
        else
            bound.ResetDbType();
        bound.Value = value ?? DBNull.Value;
    }

    private static T[] GetColumn<T>(IReadOnlyList<PendingChange> changes, Func<PendingChange, T> read) => [.. changes.Select(read)];
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>A connection to the SQLite file. It needs no further locks, because SQLite has one writer at a time.</summary>
internal sealed class SqliteSession : SqlSession
{
    private const string LastPosition = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";
    private const string AppendChange =
        $"INSERT INTO {InternalTables.Changes} (Position, Entity, EntityId, Kind, VendorId, VendorAccountId, At) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
    private const string MarkProject = $"UPDATE Projects SET {InternalTables.Version} = @p1 WHERE Id = @p0";

    public SqliteSession(SqliteConnection connection)
        : base(connection) => (Search, Catalog) = (new SqliteSearchIndex(this), new SqliteCatalog(this));

    public override ISearchIndex Search { get; }

    public override ICatalog Catalog { get; }

    public override string ForUpdate => "";

    protected override string BeginRead => "BEGIN";

    // The write lock is taken at the start. Taken later, it could be refused in the middle of the work.
    protected override string BeginWrite => "BEGIN IMMEDIATE";

    public override void LockVendorAccount(long vendorAccountId) { }

    public override string WriteInequality(string left, string right) => $"{left} IS NOT {right}";

    /// <summary>Updates the statistics from samples.</summary>
    public override void Analyze()
    {
        Execute("PRAGMA analysis_limit = 1000");
        Execute("ANALYZE");
    }

    protected override long AppendChangeLog(IReadOnlyList<PendingChange> changes)
    {
        var position = ReadLong(LastPosition);
        foreach (var change in changes)
        {
            Execute(
                AppendChange,
                ++position,
                change.Entity,
                change.EntityId,
                (long)change.Kind,
                change.VendorId,
                change.VendorAccountId,
                change.At
            );
            if (change.UpdatesRowVersion)
                Execute(MarkProject, change.EntityId, position);
        }
        return position;
    }

    protected override DbCommand Prepare(string sql, int parameters)
    {
        var command = ((SqliteConnection)Connection).CreateCommand();
#pragma warning disable CA2100 // Every text comes from this assembly; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));
        return command;
    }
}

using System.Data.Common;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage.Moving;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>The database of the graph. Opens and upgrades it, reads it, and writes to it in transactions.</summary>
public sealed class GraphStore : IAsyncDisposable
{
    private const string Probe = "SELECT 1 FROM VendorAccounts LIMIT 1";

    private readonly StoreDatabase _database;
    private volatile bool _isOpen;
    private byte[]? _secret;
    private volatile IReadOnlySet<string> _aliveInstances = new HashSet<string>();

    internal GraphStore(StoreDatabase database, TimeProvider time, ReportingOptions? reporting = null)
    {
        _database = database;
        Time = time;
        Callers = new(time);
        Reporting = reporting ?? new();
    }

    /// <summary>Raised on the writer's thread after each transaction that changed something. Handlers are fast and do not throw.</summary>
    public event Action? DataChanged;

    /// <summary>Whether <see cref="OpenAsync"/> has succeeded.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Whether the store was opened read-only. The service then serves its contents unchanged.</summary>
    public bool IsReadOnly => _database.IsReadOnly;

    /// <summary>The last known state of the store's servers. The list is empty for a file.</summary>
    public IReadOnlyList<StoreServer> Servers => _database.Servers;

    /// <summary>The position of each caller's last write.</summary>
    public CallerWritePositions Callers { get; }

    /// <summary>The signing secret that all instances of the store share. It is available once the store is open.</summary>
    /// <exception cref="StoreException">The store is not open.</exception>
    public ReadOnlySpan<byte> Secret => _secret ?? throw StoreException.CreateNotOpen();

    internal TimeProvider Time { get; }

    internal ReportingOptions Reporting { get; }

    /// <summary>The registration of this process among those that have the store open.</summary>
    internal StoreInstance Instance => _database.Instance;

    /// <summary>The number of instances that are alive, this one included.</summary>
    internal int InstanceCount => Math.Max(1, _aliveInstances.Count);

    /// <summary>Whether instances on other machines can have the store open.</summary>
    internal bool IsShared => _database.IsShared;

    /// <summary>Raised when an instance was lost, after its unfinished work was recovered.</summary>
    internal AsyncSignal InstanceLost { get; } = new();

    internal IReadConnectionSource Reads => _database.Reads;

    internal IReadConnectionSource? Standbys => _database.Standbys;

    internal int MaxReaders => _database.MaxReaders;

    internal int MaxHeavyReaders => _database.MaxHeavyReaders;

    /// <summary>Opens a store in this file, for tests and benchmarks.</summary>
    public static async Task<GraphStore> CreateAsync(string path, TimeProvider time)
    {
        var store = new GraphStore(new SqliteDatabase($"Data Source={path}"), time);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Creates the database if it is missing, upgrades the schema, and recovers unfinished work of earlier processes.</summary>
    /// <exception cref="StoreException">The database has a newer version, or is not usable.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _database.OpenAsync(Initialize, cancellationToken);
        if (IsReadOnly)
            await InitializeReadOnlyAsync(cancellationToken);
        _isOpen = true;
    }

    /// <summary>
    /// Records that this instance is alive, so that no other one recovers its work in progress. Recovers the unfinished work of
    /// instances that are presumed dead.
    /// </summary>
    internal async Task WriteHeartbeatAsync(CancellationToken cancellationToken)
    {
        var census = await TryWriteHeartbeatAsync(cancellationToken);
        var previous = _aliveInstances;
        _aliveInstances = census.Alive;
        if (previous.Any(id => !census.Alive.Contains(id)))
            InstanceLost.Raise();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOpen && !IsReadOnly)
            await UnregisterAsync();
        _isOpen = false;
        await _database.DisposeAsync();
    }

    /// <summary>Reads one row, to check that the store is available.</summary>
    /// <exception cref="StoreException">The store is not available. The message states why.</exception>
    public Task ProbeAsync(CancellationToken cancellationToken) => ReadAsync(session => session.ReadScalar(Probe), cancellationToken);

    /// <summary>Opens a read-only connection. The caller disposes it.</summary>
    internal DbConnection OpenReadConnection() => _database.OpenReadConnection();

    /// <summary>Reads without waiting for the writers. For single rows that need no query plan.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken)
    {
        using var span = StartSpan("read");
        var result = await _database.ReadAsync(read, cancellationToken);
        span?.Complete();
        return result;
    }

    /// <summary>Runs the work as one transaction, all or nothing. The work may run more than once.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        using var span = StartSpan("write");
        var committed = await _database.WriteAsync(work, cancellationToken);
        span?.Complete();
        RecordPosition(committed.Position);
        if (committed.Changed)
            DataChanged?.Invoke();
        return committed.Value;
    }

    /// <summary>Runs a transaction that coordinates instances. No commit notification is sent, and it may be applied twice.</summary>
    internal async Task<T> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        using var span = StartSpan("coordinate");
        var committed = await _database.CoordinateAsync(work, cancellationToken);
        span?.Complete();
        return committed.Value;
    }

    /// <summary>
    /// Completes when every instance knows of the caller's write at this position. Callers who send the position along need not
    /// wait for it.
    /// </summary>
    public Task WaitForAcknowledgementsAsync(long position) =>
        _database.WaitForAcknowledgementsAsync(position, _aliveInstances.Where(id => id != Instance.Id));

    internal ICommitNotifier CreateCommitNotifier() => _database.CreateCommitNotifier(this);

    /// <summary>Extends the calendar within a transaction that may have added dates outside its range.</summary>
    internal bool ExtendCalendar(SqlSession session)
    {
        new CalendarWriter(session, Reporting).Extend(DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime));
        return true;
    }

    private StoreSpan? StartSpan(string kind) => StoreTelemetry.Transaction(kind, _database.Reads.Dialect.SystemName);

    private void RecordPosition(long position)
    {
        if (position == 0)
            return;
        MinimumReadPosition.Raise(position);
        if (MinimumReadPosition.Current?.Caller is { } caller)
            Callers.Record(caller, position);
    }

    private void Initialize(SqlSession session)
    {
        TransferProgress.RequireNoTransfer(session);
        _aliveInstances = session.Write(WriteHeartbeat).Alive;
        session.Write(Recover);
        session.Write(ExtendCalendar);
        _secret = session.Write(SharedSecret.GetOrCreate);
    }

    private async Task InitializeReadOnlyAsync(CancellationToken cancellationToken)
    {
        _secret = await ReadAsync(SharedSecret.Get, cancellationToken);
        _aliveInstances = new HashSet<string> { Instance.Id };
    }

    private async Task<InstanceSnapshot> TryWriteHeartbeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            var committed = await _database.WriteHeartbeatAsync(WriteHeartbeat, cancellationToken);
            if (committed.Changed)
                DataChanged?.Invoke();
            return committed.Value;
        }
        catch
        {
            Instance.RecordMissedHeartbeat();
            throw;
        }
    }

    // One transaction reaps an instance and recovers its work, so that nobody finds one without the other.
    private InstanceSnapshot WriteHeartbeat(SqlSession session)
    {
        var now = session.Now(Time);
        var census = Instance.WriteHeartbeat(session, now);
        if (!census.ReapedAny)
            return census;
        session.NotifyOnCommit();
        Recovery.Run(session, now);
        return census;
    }

    private bool Unregister(SqlSession session) => Instance.Unregister(session) && Recover(session);

    private bool Recover(SqlSession session) => Recovery.Run(session, session.Now(Time));

    private async Task UnregisterAsync()
    {
        try
        {
            await _database.WriteAsync(Unregister, CancellationToken.None);
        }
        catch (Exception lost) when (lost is DbException or StoreException)
        {
            // The other instances notice the missing heartbeats.
        }
    }
}

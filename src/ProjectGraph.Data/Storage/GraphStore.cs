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
    private const string Probe = "SELECT 1 FROM Connections LIMIT 1";

    private readonly StoreDatabase database;
    private volatile bool isOpen;
    private byte[]? secret;
    private volatile IReadOnlySet<string> living = new HashSet<string>();

    internal GraphStore(StoreDatabase database, TimeProvider time, ReportingOptions? reporting = null)
    {
        this.database = database;
        Time = time;
        Callers = new(time);
        Reporting = reporting ?? new();
    }

    /// <summary>Raised on the writer's thread after each transaction that changed something. Handlers are fast and do not throw.</summary>
    public event Action? DataChanged;

    /// <summary>Whether <see cref="OpenAsync"/> has succeeded.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Whether the store was opened read-only. The service then serves its contents unchanged.</summary>
    public bool IsReadOnly => database.IsReadOnly;

    /// <summary>The last known state of the store's servers. The list is empty for a file.</summary>
    public IReadOnlyList<StoreServer> Servers => database.Servers;

    /// <summary>The position of each caller's last write.</summary>
    public CallerPositions Callers { get; }

    /// <summary>The signing secret that all instances of the store share. It is available once the store is open.</summary>
    /// <exception cref="StoreException">The store is not open.</exception>
    public ReadOnlySpan<byte> Secret => secret ?? throw StoreException.Closed();

    internal TimeProvider Time { get; }

    internal ReportingOptions Reporting { get; }

    /// <summary>The registration of this process among those that have the store open.</summary>
    internal StoreInstance Instance => database.Instance;

    /// <summary>The number of instances that are alive, this one included.</summary>
    internal int Instances => Math.Max(1, living.Count);

    /// <summary>Whether instances on other machines can have the store open.</summary>
    internal bool IsShared => database.IsShared;

    /// <summary>Raised when an instance was lost, after its unfinished work was recovered.</summary>
    internal Signal Departures { get; } = new();

    internal IReadConnections Reads => database.Reads;

    internal IReadConnections? Standbys => database.Standbys;

    internal int Readers => database.Readers;

    internal int HeavyReaders => database.HeavyReaders;

    /// <summary>Opens a store in this file, for tests and benchmarks.</summary>
    public static async Task<GraphStore> CreateAsync(string path, TimeProvider time)
    {
        var store = new GraphStore(new SqliteDatabase($"Data Source={path}"), time);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Creates the database if it is missing, upgrades the schema, and recovers unfinished work of earlier processes.</summary>
    /// <exception cref="StoreException">The database has a newer version, or is not usable.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await database.OpenAsync(Begin, cancellation);
        if (IsReadOnly) await BeginReadingAsync(cancellation);
        isOpen = true;
    }

    /// <summary>
    /// Records that this instance is alive, so that no other one recovers its work in progress. Recovers the unfinished work of
    /// instances that are presumed dead.
    /// </summary>
    internal async Task BeatAsync(CancellationToken cancellation)
    {
        var census = await TryBeatAsync(cancellation);
        var previous = living;
        living = census.Living;
        if (previous.Any(id => !census.Living.Contains(id))) Departures.Raise();
    }

    public async ValueTask DisposeAsync()
    {
        if (isOpen && !IsReadOnly) await LeaveAsync();
        isOpen = false;
        await database.DisposeAsync();
    }

    /// <summary>Reads one row, to check that the store is available.</summary>
    /// <exception cref="StoreException">The store is not available. The message states why.</exception>
    public Task ProbeAsync(CancellationToken cancellation) => ReadAsync(session => session.Scalar(Probe), cancellation);

    /// <summary>Opens a read-only connection. The caller disposes it.</summary>
    internal DbConnection OpenReadConnection() => database.OpenReadConnection();

    /// <summary>Reads without waiting for the writers. For single rows that need no query plan.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation)
    {
        using var span = Span("read");
        var result = await database.ReadAsync(read, cancellation);
        span?.End();
        return result;
    }

    /// <summary>Runs the work as one transaction, all or nothing. The work may run more than once.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        using var span = Span("write");
        var committed = await database.WriteAsync(work, cancellation);
        span?.End();
        Remember(committed.Position);
        if (committed.Changed) DataChanged?.Invoke();
        return committed.Value;
    }

    /// <summary>Runs a transaction that coordinates instances. No commit notification is sent, and it may be applied twice.</summary>
    internal async Task<T> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        using var span = Span("coordinate");
        var committed = await database.CoordinateAsync(work, cancellation);
        span?.End();
        return committed.Value;
    }

    /// <summary>
    /// Completes when every instance knows of the caller's write at this position. Callers who send the position along need not
    /// wait for it.
    /// </summary>
    public Task UntilHeardAsync(long position) => database.UntilHeardAsync(position, living.Where(id => id != Instance.Id));

    internal ICommitSignal Follow() => database.Follow(this);

    /// <summary>Extends the calendar within a transaction that may have added dates outside its range.</summary>
    internal bool ExtendCalendar(SqlSession session)
    {
        new CalendarWriter(session, Reporting).Extend(DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime));
        return true;
    }

    private StoreSpan? Span(string kind) => StoreTelemetry.Transaction(kind, database.Reads.Dialect.SystemName);

    private void Remember(long position)
    {
        if (position == 0) return;
        ReadFloor.Raise(position);
        if (ReadFloor.Current?.Caller is { } caller) Callers.Note(caller, position);
    }

    private void Begin(SqlSession session)
    {
        MoveProgress.Refuse(session);
        living = session.Write(Beat).Living;
        session.Write(Settle);
        session.Write(ExtendCalendar);
        secret = session.Write(SharedSecret.Of);
    }

    private async Task BeginReadingAsync(CancellationToken cancellation)
    {
        secret = await ReadAsync(SharedSecret.Find, cancellation);
        living = new HashSet<string> { Instance.Id };
    }

    private async Task<Census> TryBeatAsync(CancellationToken cancellation)
    {
        try
        {
            var committed = await database.BeatAsync(Beat, cancellation);
            if (committed.Changed) DataChanged?.Invoke();
            return committed.Value;
        }
        catch
        {
            Instance.Miss();
            throw;
        }
    }

    // One transaction reaps an instance and recovers its work, so that nobody finds one without the other.
    private Census Beat(SqlSession session)
    {
        var now = session.Now(Time);
        var census = Instance.Beat(session, now);
        if (!census.HasBuried) return census;
        session.Tell();
        Recovery.Run(session, now);
        return census;
    }

    private bool Leave(SqlSession session) => Instance.Leave(session) && Settle(session);

    private bool Settle(SqlSession session) => Recovery.Run(session, session.Now(Time));

    private async Task LeaveAsync()
    {
        try
        {
            await database.WriteAsync(Leave, CancellationToken.None);
        }
        catch (Exception lost) when (lost is DbException or StoreException)
        {
            // The other instances notice the missing heartbeats.
        }
    }
}

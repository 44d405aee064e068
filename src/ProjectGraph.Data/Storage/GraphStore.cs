using System.Data.Common;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage.Moving;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>The database behind the graph: opens and upgrades it, reads it, and writes to it in transactions.</summary>
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

    /// <summary>Raised after each transaction that changed something, on the writer's thread: handlers are quick and throw nothing.</summary>
    public event Action? DataChanged;

    /// <summary>Whether <see cref="OpenAsync"/> has ended well.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Whether the store was opened without the right to write: it is served as it is.</summary>
    public bool IsReadOnly => database.IsReadOnly;

    /// <summary>The servers that the store is spread over, as they were a moment ago; none where it is a file.</summary>
    public IReadOnlyList<StoreServer> Servers => database.Servers;

    /// <summary>What callers wrote last.</summary>
    public CallerPositions Callers { get; }

    /// <summary>What all instances that have the store open can sign by. Known once it is open.</summary>
    /// <exception cref="StoreException">The store is not open.</exception>
    public ReadOnlySpan<byte> Secret => secret ?? throw StoreException.Closed();

    internal TimeProvider Time { get; }

    internal ReportingOptions Reporting { get; }

    /// <summary>This process, as the others that have the store open see it.</summary>
    internal StoreInstance Instance => database.Instance;

    /// <summary>How many instances there are, this one included.</summary>
    internal int Instances => Math.Max(1, living.Count);

    /// <summary>Whether instances on other machines can have the store open.</summary>
    internal bool IsShared => database.IsShared;

    /// <summary>Raised when an instance is no longer there, with what it has left behind settled.</summary>
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

    /// <summary>Creates what is missing, upgrades the schema, and settles what an earlier process left undone.</summary>
    /// <exception cref="StoreException">The database is of a newer version, or can't be used.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await database.OpenAsync(Begin, cancellation);
        if (IsReadOnly) await BeginReadingAsync(cancellation);
        isOpen = true;
    }

    /// <summary>
    /// Says that this process still lives, so that no other takes what it has under way for left behind; and settles what
    /// others left behind that died meanwhile.
    /// </summary>
    internal async Task BeatAsync(CancellationToken cancellation)
    {
        var census = await TryBeatAsync(cancellation);
        var before = living;
        living = census.Living;
        if (before.Any(id => !census.Living.Contains(id))) Departures.Raise();
    }

    public async ValueTask DisposeAsync()
    {
        if (isOpen && !IsReadOnly) await LeaveAsync();
        isOpen = false;
        await database.DisposeAsync();
    }

    /// <summary>One read, for whoever asks whether the store answers.</summary>
    /// <exception cref="StoreException">It does not; the message states why.</exception>
    public Task ProbeAsync(CancellationToken cancellation) => ReadAsync(session => session.Scalar(Probe), cancellation);

    /// <summary>A new open connection that can only read; its caller disposes it.</summary>
    internal DbConnection OpenReadConnection() => database.OpenReadConnection();

    /// <summary>Reads beside the writers, for single rows that no plan is needed for.</summary>
    internal async Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation)
    {
        using var span = Span("read");
        var result = await database.ReadAsync(read, cancellation);
        span?.End();
        return result;
    }

    /// <summary>Runs a piece of work as one transaction: all of it is there afterwards, or nothing. It may run more than once.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        using var span = Span("write");
        var committed = await database.WriteAsync(work, cancellation);
        span?.End();
        Remember(committed.Position);
        if (committed.Changed) DataChanged?.Invoke();
        return committed.Value;
    }

    /// <summary>The same for what instances tell each other: nobody hears of it, and it may be done twice.</summary>
    internal async Task<T> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        using var span = Span("coordinate");
        var committed = await database.CoordinateAsync(work, cancellation);
        span?.End();
        return committed.Value;
    }

    /// <summary>
    /// Ends when whoever answers a caller next, here or elsewhere, knows that they have written this. Callers who send the
    /// position along need not wait for it.
    /// </summary>
    public Task UntilHeardAsync(long position) => database.UntilHeardAsync(position, living.Where(id => id != Instance.Id));

    internal ICommitSignal Follow() => database.Follow(this);

    /// <summary>Within a transaction that may have brought dates beyond those the calendar knows.</summary>
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

    // In one transaction: whoever finds an instance gone finds nothing of it under way.
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
            // The others find out by the silence.
        }
    }
}

using System.Data.Common;
using ProjectGraph.Data.Reporting;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// The database behind the graph: opens and upgrades it, hands out connections for reading, and lets one writer in at a time.
/// </summary>
public sealed class GraphStore : IAsyncDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SqliteFile file;
    private SessionPool? readers;
    private SqlSession? writer;

    internal GraphStore(string connectionString, TimeProvider time, ReportingOptions? reporting = null)
    {
        SqliteNative.Initialize();
        file = new(connectionString);
        Time = time;
        Reporting = reporting ?? new();
    }

    /// <summary>Raised after each transaction that changed something, on the writer's thread: handlers are quick and throw nothing.</summary>
    public event Action? DataChanged;

    /// <summary>Whether <see cref="OpenAsync"/> has ended well.</summary>
    public bool IsOpen => writer is not null;

    internal TimeProvider Time { get; }

    internal ReportingOptions Reporting { get; }

    /// <summary>This process, as the others that have the store open see it.</summary>
    internal StoreInstance Instance { get; } = new();

    /// <summary>Opens a store in this file, for tests and benchmarks.</summary>
    public static async Task<GraphStore> CreateAsync(string path, TimeProvider time)
    {
        var store = new GraphStore($"Data Source={path}", time);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Creates the file and its folder where missing, upgrades the schema, and settles what an earlier process left undone.</summary>
    /// <exception cref="StoreException">The file is of a newer version, or no usable place.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (IsOpen) return;
            await Task.Run(Open, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>
    /// Says that this process still lives, so that no other takes what it has under way for left behind; and settles what
    /// others left behind that died meanwhile.
    /// </summary>
    internal async Task BeatAsync(CancellationToken cancellation)
    {
        // A heartbeat changes nothing that anybody reads: it wakes no listener.
        await WithWriterAsync(session => session.Write(Beat), cancellation);
        await WriteAsync(Settle, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync();
        Leave();
        writer?.Dispose();
        writer = null;
        readers?.Dispose();
        readers = null;
        writing.Release();
    }

    /// <summary>A new open connection that can only read; its caller disposes it.</summary>
    internal DbConnection OpenReadConnection() => IsOpen ? file.OpenReader() : throw NotOpen();

    /// <summary>Reads beside the writer, for single rows that no plan is needed for.</summary>
    internal Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation)
    {
        var pool = readers ?? throw NotOpen();
        return Task.Run(() => pool.Use(read), cancellation);
    }

    /// <summary>Runs a piece of work as one transaction: all of it is there afterwards, or nothing.</summary>
    internal Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation) =>
        WithWriterAsync(session => Write(session, work), cancellation);

    private async Task<T> WithWriterAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var session = writer ?? throw NotOpen();
            return await Task.Run(() => work(session), cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    private T Write<T>(SqlSession session, Func<SqlSession, T> work)
    {
        var before = session.TotalChanges;
        var result = session.Write(work);
        if (session.TotalChanges != before) DataChanged?.Invoke();
        return result;
    }

    private void Open()
    {
        file.CreateFolder();
        var session = new SqlSession(file.OpenWriter());
        try
        {
            SchemaUpgrade.Run(session.Connection);
            session.Write(Beat);
            session.Write(Settle);
            session.Write(_ => ExtendCalendar(session));
        }
        catch
        {
            session.Dispose();
            throw;
        }
        readers = new(() => new(file.OpenReader()));
        writer = session;
    }

    /// <summary>Within a transaction that may have brought dates beyond those the calendar knows.</summary>
    internal bool ExtendCalendar(SqlSession session)
    {
        new CalendarWriter(session, Reporting).Extend(DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime));
        return true;
    }

    private bool Beat(SqlSession session) => Instance.Beat(session, Time.GetUtcNow());

    private bool Settle(SqlSession session) => Recovery.Run(session, Time.GetUtcNow());

    private void Leave()
    {
        try
        {
            writer?.Write(Instance.Leave);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The others find out by the silence.
        }
    }

    private static StoreException NotOpen() => new(StoreException.NotOpen, "The store is not open.");
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>A SQLite file: many readers beside one writer.</summary>
internal sealed class SqliteDatabase : StoreDatabase
{
    private const int ReadersKept = 4;

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SqliteFile file;
    private SessionPool? readers;
    private SqliteSession? writer;

    public SqliteDatabase(string connectionString)
    {
        file = new(connectionString);
        Reads = new SqliteReads(this);
    }

    /// <summary>The processes are those of one machine, which knows whether they live.</summary>
    public override StoreInstance Instance { get; } = new(heartbeat: TimeSpan.FromMinutes(1), longestSilence: TimeSpan.FromMinutes(3), sharesMachine: true);

    public override bool IsShared => false;

    public override IReadConnections Reads { get; }

    // More connections than cores keep quick queries going beside a slow one.
    public override int Readers => Math.Max(8, Environment.ProcessorCount * 2);

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (writer is null) await Task.Run(() => Open(first), cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task OpenSourceAsync(CancellationToken cancellation) => Task.Run(OpenSource, cancellation);

    public override DbConnection OpenReadConnection() => writer is null ? throw StoreException.Closed() : file.OpenReader();

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation)
    {
        var pool = readers ?? throw StoreException.Closed();
        return Task.Run(() => pool.Use(session => session.Read(read)), cancellation);
    }

    public override Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation) => WriteAsync(work, false, cancellation);

    public override Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation) => WriteAsync(work, true, cancellation);

    public override Task<Committed<T>> BeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellation) => WriteAsync(beat, true, cancellation);

    public override ICommitSignal Follow(GraphStore store) => new SqliteCommits(store);

    public override async ValueTask DisposeAsync()
    {
        await writing.WaitAsync();
        writer?.Dispose();
        writer = null;
        readers?.Dispose();
        readers = null;
        writing.Release();
    }

    private async Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, bool isQuiet, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var session = writer ?? throw StoreException.Closed();
            var value = await Task.Run(() => session.Write(work, isQuiet), cancellation);
            return new(value, session.IsNews, session.Position);
        }
        catch (SqliteException failure) when (SqliteErrors.Said(failure) is { } said)
        {
            throw said;
        }
        finally
        {
            writing.Release();
        }
    }

    private void Open(Action<SqlSession> first)
    {
        file.CreateFolder();
        var session = new SqliteSession(file.OpenWriter());
        try
        {
            SqliteSchema.Upgrade((SqliteConnection)session.Connection);
            first(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
        readers = Readable();
        writer = session;
    }

    private void OpenSource()
    {
        file.Demand();
        var pool = Readable();
        try
        {
            pool.Use(session => SqliteSchema.Demand((SqliteConnection)session.Connection));
        }
        catch (SqliteException unreadable)
        {
            throw new StoreException(StoreException.BadConfiguration, $"{file.Path} is no SQLite database.", unreadable);
        }
        readers = pool;
    }

    private SessionPool Readable() => new(() => new SqliteSession(file.OpenReader()), ReadersKept);
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.Sqlite;
using ProjectGraph.Data.Sync;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>A SQLite file, with many concurrent readers and one writer.</summary>
internal sealed class SqliteDatabase : StoreDatabase
{
    private const int ReadersKept = 4;

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SqliteFile file;
    private SessionPool? readers;
    private SqliteSession? writer;
    private SqlitePlace? place;

    public SqliteDatabase(string connectionString)
    {
        file = new(connectionString);
        Reads = new SqliteReads(this);
    }

    /// <summary>The registration of this process. All processes run on one machine, which knows whether they are alive.</summary>
    public override StoreInstance Instance { get; } = new(heartbeat: TimeSpan.FromMinutes(1), longestSilence: TimeSpan.FromMinutes(3), sharesMachine: true);

    public override bool IsShared => false;

    public override bool IsReadOnly => file.IsReadOnly;

    /// <summary>Whether the file was deleted, moved or truncated since it was opened.</summary>
    public bool HasMoved => place?.IsUsable == false;

    public override IReadConnections Reads { get; }

    // More connections than cores, so that fast queries do not wait for a slow one.
    public override int Readers => Math.Max(8, Environment.ProcessorCount * 2);

    // A statement keeps a core of this machine busy, so more of them at once do not finish sooner.
    public override int HeavyReaders => Environment.ProcessorCount;

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            if (readers is null) await Task.Run(() => Open(first), cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task OpenSourceAsync(CancellationToken cancellation) => Task.Run(OpenSource, cancellation);

    public override DbConnection OpenReadConnection()
    {
        (place ?? throw StoreException.Closed()).Demand();
        return file.OpenReader();
    }

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation)
    {
        var pool = readers ?? throw StoreException.Closed();
        return Task.Run(() => Read(pool, read), cancellation);
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
        place?.Dispose();
        place = null;
        writing.Release();
    }

    private async Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, bool suppressNotification, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var session = writer ?? throw (file.IsReadOnly && readers is not null ? SqliteErrors.ReadOnly() : StoreException.Closed());
            place!.Demand();
            var value = await Task.Run(() => session.Write(inner => Kept(work(inner)), suppressNotification), cancellation);
            return new(value, session.IsNews, session.Position);
        }
        catch (SqliteException failure) when (SqliteErrors.Said(failure) is { } translated)
        {
            throw translated;
        }
        finally
        {
            writing.Release();
        }
    }

    // Checked before the commit, because a commit to a deleted file would be lost.
    private T Kept<T>(T value)
    {
        place!.Demand();
        return value;
    }

    private T Read<T>(SessionPool pool, Func<SqlSession, T> read)
    {
        place!.Demand();
        try
        {
            return pool.Use(session => session.Read(read));
        }
        catch (SqliteException failure) when (SqliteErrors.Said(failure) is { } translated)
        {
            throw translated;
        }
    }

    private void Open(Action<SqlSession> first)
    {
        try
        {
            var exists = File.Exists(file.Path);
            file.CreateIfMissing();
            if (file.IsReadOnly || !TryOpenWriter(first, exists)) OpenReadOnly();
        }
        catch (Exception refused) when (refused is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Opening(file.Path, refused);
        }
    }

    /// <returns>False if the file exists and is read-only.</returns>
    private bool TryOpenWriter(Action<SqlSession> first, bool exists)
    {
        SqliteSession? session = null;
        try
        {
            session = new(file.OpenWriter());
            SqliteSchema.Upgrade((SqliteConnection)session.Connection);
            first(session);
        }
        catch (SqliteException refused) when (exists && refused.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN)
        {
            session?.Dispose();
            return false;
        }
        catch
        {
            session?.Dispose();
            throw;
        }
        place = new(file.OpenWitness(), file.Path);
        readers = Readable();
        writer = session;
        return true;
    }

    private void OpenReadOnly()
    {
        file.Demand();
        file.MakeReadOnly();
        var pool = Readable();
        pool.Use(session => SqliteSchema.Demand((SqliteConnection)session.Connection));
        place = new(file.OpenWitness(), file.Path);
        readers = pool;
    }

    private void OpenSource()
    {
        file.Demand();
        var pool = Readable();
        try
        {
            pool.Use(session => SqliteSchema.Demand((SqliteConnection)session.Connection));
            place = new(file.OpenWitness(), file.Path);
        }
        catch (SqliteException unreadable)
        {
            throw SqliteErrors.Opening(file.Path, unreadable);
        }
        readers = pool;
    }

    private SessionPool Readable() => new(() => new SqliteSession(file.OpenReader()), ReadersKept);
}

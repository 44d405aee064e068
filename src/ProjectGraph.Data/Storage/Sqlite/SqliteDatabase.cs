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
    private const int ReaderPoolCapacity = 4;

    private readonly SemaphoreSlim _writeLock = new(1, 1);
    private readonly SqliteFile _file;
    private SessionPool? _readers;
    private SqliteSession? _writer;
    private SqliteFileGuard? _fileGuard;

    public SqliteDatabase(string connectionString)
    {
        _file = new(connectionString);
        Reads = new SqliteReadSource(this);
    }

    /// <summary>The registration of this process. All processes run on one machine, which knows whether they are alive.</summary>
    public override StoreInstance Instance { get; } =
        new(heartbeat: TimeSpan.FromMinutes(1), longestSilence: TimeSpan.FromMinutes(3), sharesMachine: true);

    public override bool IsShared => false;

    public override bool IsReadOnly => _file.IsReadOnly;

    /// <summary>Whether the file was deleted, moved or truncated since it was opened.</summary>
    public bool HasMoved => _fileGuard?.IsUsable == false;

    public override IReadConnectionSource Reads { get; }

    // More connections than cores, so that fast queries do not wait for a slow one.
    public override int MaxReaders => Math.Max(8, Environment.ProcessorCount * 2);

    // A statement keeps a core of this machine busy, so more of them at once do not finish sooner.
    public override int MaxHeavyReaders => Environment.ProcessorCount;

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellationToken)
    {
        await _writeLock.WaitAsync(cancellationToken);
        try
        {
            if (_readers is null)
                await Task.Run(() => Open(first), cancellationToken);
        }
        finally
        {
            _writeLock.Release();
        }
    }

    public override Task OpenSourceAsync(CancellationToken cancellationToken) => Task.Run(OpenSource, cancellationToken);

    public override DbConnection OpenReadConnection()
    {
        (_fileGuard ?? throw StoreException.CreateNotOpen()).RequireInPlace();
        return _file.OpenReader();
    }

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken)
    {
        var pool = _readers ?? throw StoreException.CreateNotOpen();
        return Task.Run(() => Read(pool, read), cancellationToken);
    }

    public override Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, false, cancellationToken);

    public override Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, true, cancellationToken);

    public override Task<Committed<T>> WriteHeartbeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellationToken) =>
        WriteAsync(beat, true, cancellationToken);

    public override ICommitNotifier CreateCommitNotifier(GraphStore store) => new SqliteCommitNotifier(store);

    public override async ValueTask DisposeAsync()
    {
        await _writeLock.WaitAsync();
        _writer?.Dispose();
        _writer = null;
        _readers?.Dispose();
        _readers = null;
        _fileGuard?.Dispose();
        _fileGuard = null;
        _writeLock.Release();
    }

    private async Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, bool suppressNotification, CancellationToken cancellationToken)
    {
        await _writeLock.WaitAsync(cancellationToken);
        try
        {
            var session = _writer
                ?? throw (_file.IsReadOnly && _readers is not null ? SqliteErrors.CreateReadOnly() : StoreException.CreateNotOpen());
            _fileGuard!.RequireInPlace();
            var value = await Task.Run(
                () => session.Write(inner => CheckBeforeCommit(work(inner)), suppressNotification),
                cancellationToken
            );
            return new(value, session.ShouldNotify, session.Position);
        }
        catch (SqliteException failure) when (SqliteErrors.Translate(failure) is { } translated)
        {
            throw translated;
        }
        finally
        {
            _writeLock.Release();
        }
    }

    // Checked before the commit, because a commit to a deleted file would be lost.
    private T CheckBeforeCommit<T>(T value)
    {
        _fileGuard!.RequireInPlace();
        return value;
    }

    private T Read<T>(SessionPool pool, Func<SqlSession, T> read)
    {
        _fileGuard!.RequireInPlace();
        try
        {
            return pool.Use(session => session.Read(read));
        }
        catch (SqliteException failure) when (SqliteErrors.Translate(failure) is { } translated)
        {
            throw translated;
        }
    }

    private void Open(Action<SqlSession> first)
    {
        try
        {
            var exists = File.Exists(_file.Path);
            _file.CreateIfMissing();
            if (_file.IsReadOnly || !TryOpenWriter(first, exists))
                OpenReadOnly();
        }
        catch (Exception refused) when (refused is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.TranslateOpening(_file.Path, refused);
        }
    }

    /// <returns>False if the file exists and is read-only.</returns>
    private bool TryOpenWriter(Action<SqlSession> first, bool exists)
    {
        SqliteSession? session = null;
        try
        {
            session = new(_file.OpenWriter());
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
        _fileGuard = new(_file.OpenWitness(), _file.Path);
        _readers = CreateReaders();
        _writer = session;
        return true;
    }

    private void OpenReadOnly()
    {
        _file.RequireExisting();
        _file.MakeReadOnly();
        var pool = CreateReaders();
        pool.Use(session => SqliteSchema.RequireCurrent((SqliteConnection)session.Connection));
        _fileGuard = new(_file.OpenWitness(), _file.Path);
        _readers = pool;
    }

    private void OpenSource()
    {
        _file.RequireExisting();
        var pool = CreateReaders();
        try
        {
            pool.Use(session => SqliteSchema.RequireCurrent((SqliteConnection)session.Connection));
            _fileGuard = new(_file.OpenWitness(), _file.Path);
        }
        catch (SqliteException unreadable)
        {
            throw SqliteErrors.TranslateOpening(_file.Path, unreadable);
        }
        _readers = pool;
    }

    private SessionPool CreateReaders() => new(() => new SqliteSession(_file.OpenReader()), ReaderPoolCapacity);
}

using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>A PostgreSQL database: the primary takes writes, from as many instances as there are; standbys may be read.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private const int SessionsKept = 8;

    private readonly NpgsqlMultiHostDataSource servers;
    private readonly NpgsqlDataSource primary;
    private readonly NpgsqlMultiHostDataSource readers;
    private readonly SessionPool sessions;
    private readonly SemaphoreSlim writing;
    private volatile bool isOpen;

    public PostgresDatabase(PostgresSettings settings)
    {
        Settings = settings;
        servers = new NpgsqlDataSourceBuilder(settings.Connection.ConnectionString).BuildMultiHost();
        primary = servers.WithTargetSession(TargetSessionAttributes.Primary);
        readers = new NpgsqlDataSourceBuilder(settings.Reading.ConnectionString).BuildMultiHost();
        sessions = new(() => new PostgresSession(primary.OpenConnection()), SessionsKept);
        writing = new(settings.Writers);
        Reads = new PostgresReads(this);
    }

    public PostgresSettings Settings { get; }

    /// <summary>The servers of the connection string, whichever each is now.</summary>
    public NpgsqlMultiHostDataSource Servers => servers;

    public NpgsqlDataSource Primary => primary;

    /// <summary>The processes run on many machines: only their heartbeats tell whether they live.</summary>
    public override StoreInstance Instance { get; } = new(longestSilence: TimeSpan.FromSeconds(10), sharesMachine: false);

    public override IReadConnections Reads { get; }

    public override int Readers => Settings.Readers;

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellation)
    {
        // Many threads wait for the database at once; the pool of threads would let them come one by one.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Readers + Settings.Writers), completions);
        await RepeatAsync(() => Open(first), cancellation);
        isOpen = true;
    }

    public override DbConnection OpenReadConnection() => isOpen ? readers.OpenConnection(TargetSessionAttributes.Primary) : throw StoreException.Closed();

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation) =>
        isOpen ? RepeatAsync(() => sessions.Use(session => session.Read(read)), cancellation) : throw StoreException.Closed();

    public override async Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation)
    {
        if (!isOpen) throw StoreException.Closed();
        await writing.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var (committed, lost) = await RepeatAsync(() => sessions.Use(session => Write(session, work)), cancellation);
                if (lost is null || await LostCommit.IsCommittedAsync(primary, lost, cancellation)) return committed;
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public override ICommitSignal Follow(GraphStore store) => new PostgresCommits(store, this);

    public override async ValueTask DisposeAsync()
    {
        isOpen = false;
        sessions.Dispose();
        await readers.DisposeAsync();
        await servers.DisposeAsync();
    }

    private static bool Open(PostgresSession session, Action<SqlSession> first)
    {
        PostgresSchema.Upgrade((NpgsqlConnection)session.Connection);
        first(session);
        return true;
    }

    private bool Open(Action<SqlSession> first) => sessions.Use(session => Open((PostgresSession)session, first));

    private static (Committed<T> Committed, LostCommitException? Lost) Write<T>(SqlSession session, Func<SqlSession, T> work)
    {
        T value = default!;
        try
        {
            session.Write(inner => value = work(inner));
            return (new(value, session.Written > 0, session.Position), null);
        }
        catch (LostCommitException lost)
        {
            return (new(value, session.Written > 0, session.Position), lost);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        for (var pauses = new Pauses(); ;)
        {
            try
            {
                return await Task.Run(work, cancellation);
            }
            catch (Exception failure) when (PostgresErrors.IsWorthRepeating(failure))
            {
                if (PostgresErrors.IsLost(failure)) sessions.Clear();
                if (pauses.Next() is not { } pause) throw PostgresErrors.Said(failure);
                await Task.Delay(pause, cancellation);
            }
            catch (DbException failure)
            {
                if (PostgresErrors.Said(failure) is StoreException said) throw said;
                throw;
            }
        }
    }
}

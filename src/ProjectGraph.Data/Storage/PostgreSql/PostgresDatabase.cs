using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>A PostgreSQL database. Any number of instances write to the primary and may read from standbys.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private const int SessionsKept = 8;
    private const int Coordinators = 8;

    private readonly ServerMonitor monitor;
    private readonly NpgsqlMultiHostDataSource servers;
    private readonly NpgsqlDataSource primary;
    private readonly NpgsqlMultiHostDataSource readers;
    private readonly SessionPool sessions;
    private readonly SessionPool pulse;
    private readonly NpgsqlDataSource pulseServers;
    private readonly SemaphoreSlim writing;
    private readonly SemaphoreSlim coordinating = new(Coordinators);
    private volatile bool isOpen;
    private bool disposed;

    public PostgresDatabase(PostgresSettings settings)
    {
        Settings = settings;
        monitor = new(settings);
        servers = new NpgsqlDataSourceBuilder(settings.Connection.ConnectionString).BuildMultiHost();
        primary = servers.WithTargetSession(TargetSessionAttributes.Primary);
        readers = new NpgsqlDataSourceBuilder(settings.Reading.ConnectionString).BuildMultiHost();
        sessions = new(() => new PostgresSession(primary.OpenConnection()), SessionsKept);
        writing = new(settings.Writers);
        pulseServers = new NpgsqlDataSourceBuilder(settings.Pulse.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
        pulse = new(() => new PostgresSession(pulseServers.OpenConnection()), capacity: 1);
        Reads = new PostgresReads(OpenReadConnection);
        if (settings.HasStandbys) Standbys = new StandbyReads(OpenStandbyConnection, monitor, Hearing);
    }

    public PostgresSettings Settings { get; }

    public override IReadOnlyList<StoreServer> Servers => monitor.Servers;

    public NpgsqlDataSource Primary => primary;

    public Hearing Hearing { get; } = new();

    /// <summary>The registration of this process. Processes run on several machines, so only heartbeats show which are alive.</summary>
    public override StoreInstance Instance { get; } = new(heartbeat: TimeSpan.FromSeconds(2), longestSilence: TimeSpan.FromSeconds(10), sharesMachine: false);

    public override bool IsShared => true;

    public override IReadConnections Reads { get; }

    public override IReadConnections? Standbys { get; }

    public override int Readers => Settings.Readers;

    public override int HeavyReaders => Math.Max(1, Readers / 2);

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellation)
    {
        // Many threads wait for the database at once, and the thread pool would add them slowly, one by one.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Readers + Settings.Writers + Coordinators), completions);
        try
        {
            await RepeatAsync(() => Open(first), cancellation);
        }
        catch (DbException unknown)
        {
            // PostgreSQL's own message may contain hosts, users and statements.
            throw new StoreException(StoreException.BadConfiguration, $"PostgreSQL can't be used: it reported error {unknown.SqlState}. Find the error in the server's log, correct its cause, and start the service again.", unknown);
        }
        monitor.Start();
        isOpen = true;
    }

    public override async Task OpenSourceAsync(CancellationToken cancellation)
    {
        await RepeatAsync(() => sessions.Use(session => PostgresSchema.Demand((NpgsqlConnection)session.Connection)), cancellation);
        isOpen = true;
    }

    public override DbConnection OpenReadConnection() => isOpen ? readers.OpenConnection(TargetSessionAttributes.Primary) : throw StoreException.Closed();

    private NpgsqlConnection OpenStandbyConnection() => isOpen ? readers.OpenConnection(TargetSessionAttributes.PreferStandby) : throw StoreException.Closed();

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation) =>
        isOpen ? RepeatAsync(() => sessions.Use(session => session.Read(read)), cancellation) : throw StoreException.Closed();

    public override Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation) => WriteAsync(work, writing, suppressNotification: false, cancellation);

    public override Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation) => WriteAsync(work, coordinating, suppressNotification: true, cancellation);

    public override Task<Committed<T>> BeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellation) => isOpen
        ? Task.Run(() => pulse.Use(session => new Committed<T>(session.Write(beat, suppressNotification: true), session.IsNews, session.Position)), cancellation)
        : throw StoreException.Closed();

    public override Task UntilHeardAsync(long position, IEnumerable<string> instances) =>
        Settings.HasStandbys ? Hearing.UntilHeardAsync(position, instances) : Task.CompletedTask;

    public override ICommitSignal Follow(GraphStore store) => new PostgresCommits(store, this);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        isOpen = false;
        await monitor.DisposeAsync();
        sessions.Dispose();
        pulse.Dispose();
        await pulseServers.DisposeAsync();
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

    private async Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, SemaphoreSlim slots, bool suppressNotification, CancellationToken cancellation)
    {
        if (!isOpen) throw StoreException.Closed();
        await slots.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var (committed, lost) = await RepeatAsync(() => sessions.Use(session => Write(session, work, suppressNotification)), cancellation);
                if (lost is null || await LostCommit.IsCommittedAsync(primary, lost, cancellation)) return committed;
            }
        }
        finally
        {
            slots.Release();
        }
    }

    private static (Committed<T> Committed, LostCommitException? Lost) Write<T>(SqlSession session, Func<SqlSession, T> work, bool suppressNotification)
    {
        T value = default!;
        try
        {
            session.Write(inner => value = work(inner), suppressNotification);
            return (new(value, session.IsNews, session.Position), null);
        }
        catch (LostCommitException lost)
        {
            return (new(value, session.IsNews, session.Position), lost);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        for (var delays = new Pauses(); ;)
        {
            try
            {
                return await Task.Run(work, cancellation);
            }
            catch (Exception failure) when (PostgresErrors.IsWorthRepeating(failure))
            {
                if (PostgresErrors.IsLost(failure)) sessions.Clear();
                if (delays.Next() is not { } delay) throw PostgresErrors.Said(failure);
                await Task.Delay(delay, cancellation);
            }
            catch (DbException failure)
            {
                if (PostgresErrors.Said(failure) is StoreException translated) throw translated;
                throw;
            }
        }
    }
}

using System.Data.Common;
using Npgsql;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>A PostgreSQL database. Any number of instances write to the primary and may read from standbys.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    private const int SessionPoolCapacity = 8;
    private const int MaxCoordinators = 8;

    private readonly ServerMonitor _monitor;
    private readonly NpgsqlMultiHostDataSource _servers;
    private readonly NpgsqlDataSource _primary;
    private readonly NpgsqlMultiHostDataSource _readers;
    private readonly SessionPool _sessions;
    private readonly SessionPool _heartbeatSessions;
    private readonly NpgsqlDataSource _heartbeatServers;
    private readonly SemaphoreSlim _writeSlots;
    private readonly SemaphoreSlim _coordinationSlots = new(MaxCoordinators);
    private volatile bool _isOpen;
    private bool _disposed;

    public PostgresDatabase(PostgresSettings settings)
    {
        Settings = settings;
        _monitor = new(settings);
        _servers = new NpgsqlDataSourceBuilder(settings.Connection.ConnectionString).BuildMultiHost();
        _primary = _servers.WithTargetSession(TargetSessionAttributes.Primary);
        _readers = new NpgsqlDataSourceBuilder(settings.ReadConnection.ConnectionString).BuildMultiHost();
        _sessions = new(() => new PostgresSession(_primary.OpenConnection()), SessionPoolCapacity);
        _writeSlots = new(settings.MaxWriters);
        _heartbeatServers = new NpgsqlDataSourceBuilder(settings.HeartbeatConnection.ConnectionString)
            .BuildMultiHost()
            .WithTargetSession(TargetSessionAttributes.Primary);
        _heartbeatSessions = new(() => new PostgresSession(_heartbeatServers.OpenConnection()), capacity: 1);
        Reads = new PostgresReadSource(OpenReadConnection);
        if (settings.HasStandbys)
            Standbys = new StandbyReadSource(OpenStandbyConnection, _monitor, Acknowledgements);
    }

    public PostgresSettings Settings { get; }

    public override IReadOnlyList<StoreServer> Servers => _monitor.Servers;

    public NpgsqlDataSource Primary => _primary;

    public CommitAcknowledgements Acknowledgements { get; } = new();

    /// <summary>The registration of this process. Processes run on several machines, so only heartbeats show which are alive.</summary>
    public override StoreInstance Instance { get; } =
        new(heartbeat: TimeSpan.FromSeconds(2), longestSilence: TimeSpan.FromSeconds(10), sharesMachine: false);

    public override bool IsShared => true;

    public override IReadConnectionSource Reads { get; }

    public override IReadConnectionSource? Standbys { get; }

    public override int MaxReaders => Settings.MaxReaders;

    public override int MaxHeavyReaders => Math.Max(1, MaxReaders / 2);

    public override async Task OpenAsync(Action<SqlSession> first, CancellationToken cancellationToken)
    {
        // Many threads wait for the database at once, and the thread pool would add them slowly, one by one.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(
            Math.Max(workers, Environment.ProcessorCount + MaxReaders + Settings.MaxWriters + MaxCoordinators),
            completions
        );
        try
        {
            await RetryAsync(() => Open(first), cancellationToken);
        }
        catch (DbException unknown)
        {
            // PostgreSQL's own message may contain hosts, users and statements.
            throw new StoreException(
                StoreException.BadConfiguration,
                $"PostgreSQL can't be used: it reported error {unknown.SqlState}. Find the error in the server's log, correct its cause, and start the service again.",
                unknown
            );
        }
        _monitor.Start();
        _isOpen = true;
    }

    public override async Task OpenSourceAsync(CancellationToken cancellationToken)
    {
        await RetryAsync(
            () => _sessions.Use(session => PostgresSchema.RequireCurrent((NpgsqlConnection)session.Connection)),
            cancellationToken
        );
        _isOpen = true;
    }

    public override DbConnection OpenReadConnection() =>
        _isOpen ? _readers.OpenConnection(TargetSessionAttributes.Primary) : throw StoreException.CreateNotOpen();

    private NpgsqlConnection OpenStandbyConnection() =>
        _isOpen ? _readers.OpenConnection(TargetSessionAttributes.PreferStandby) : throw StoreException.CreateNotOpen();

    public override Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken) =>
        _isOpen ? RetryAsync(() => _sessions.Use(session => session.Read(read)), cancellationToken) : throw StoreException.CreateNotOpen();

    public override Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, _writeSlots, suppressNotification: false, cancellationToken);

    public override Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, _coordinationSlots, suppressNotification: true, cancellationToken);

    public override Task<Committed<T>> WriteHeartbeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellationToken) =>
        _isOpen
            ? Task.Run(
                () =>
                    _heartbeatSessions.Use(session => new Committed<T>(
                        session.Write(beat, suppressNotification: true),
                        session.ShouldNotify,
                        session.Position
                    )),
                cancellationToken
            )
            : throw StoreException.CreateNotOpen();

    public override Task WaitForAcknowledgementsAsync(long position, IEnumerable<string> instances) =>
        Settings.HasStandbys ? Acknowledgements.WaitForAcknowledgementsAsync(position, instances) : Task.CompletedTask;

    public override ICommitNotifier CreateCommitNotifier(GraphStore store) => new PostgresCommitNotifier(store, this);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _isOpen = false;
        await _monitor.DisposeAsync();
        _sessions.Dispose();
        _heartbeatSessions.Dispose();
        await _heartbeatServers.DisposeAsync();
        await _readers.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private static bool Open(PostgresSession session, Action<SqlSession> first)
    {
        PostgresSchema.Upgrade((NpgsqlConnection)session.Connection);
        first(session);
        return true;
    }

    private bool Open(Action<SqlSession> first) => _sessions.Use(session => Open((PostgresSession)session, first));

    private async Task<Committed<T>> WriteAsync<T>(
        Func<SqlSession, T> work,
        SemaphoreSlim slots,
        bool suppressNotification,
        CancellationToken cancellationToken
    )
    {
        if (!_isOpen)
            throw StoreException.CreateNotOpen();
        await slots.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var (committed, lost) = await RetryAsync(
                    () => _sessions.Use(session => Write(session, work, suppressNotification)),
                    cancellationToken
                );
                if (lost is null || await CommitOutcome.IsCommittedAsync(_primary, lost, cancellationToken))
                    return committed;
            }
        }
        finally
        {
            slots.Release();
        }
    }

    private static (Committed<T> Committed, LostCommitException? Lost) Write<T>(
        SqlSession session,
        Func<SqlSession, T> work,
        bool suppressNotification
    )
    {
        T value = default!;
        try
        {
            session.Write(inner => value = work(inner), suppressNotification);
            return (new(value, session.ShouldNotify, session.Position), null);
        }
        catch (LostCommitException lost)
        {
            return (new(value, session.ShouldNotify, session.Position), lost);
        }
    }

    private async Task<T> RetryAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        for (var delays = new RetryDelays(); ; )
        {
            try
            {
                return await Task.Run(work, cancellationToken);
            }
            catch (Exception failure) when (PostgresErrors.IsRetryable(failure))
            {
                if (PostgresErrors.IsConnectionLost(failure))
                    _sessions.Clear();
                if (delays.Next() is not { } delay)
                    throw PostgresErrors.Translate(failure);
                await Task.Delay(delay, cancellationToken);
            }
            catch (DbException failure)
            {
                if (PostgresErrors.Translate(failure) is StoreException translated)
                    throw translated;
                throw;
            }
        }
    }
}

using System.Data.Common;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>A database of the store. Implementations differ in how they open, how many may write, and how they notify of commits.</summary>
internal abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>The registration of this process. It decides which of the other instances are alive.</summary>
    public abstract StoreInstance Instance { get; }

    /// <summary>Whether instances on other machines can have the database open.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Whether the database was opened read-only. The service then serves its contents unchanged.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>The connections that query plans are read through.</summary>
    public abstract IReadConnectionSource Reads { get; }

    /// <summary>The connections to standbys. Null without standbys.</summary>
    public virtual IReadConnectionSource? Standbys => null;

    /// <summary>The largest number of plans that are read at once.</summary>
    public abstract int MaxReaders { get; }

    /// <summary>The largest number of heavy plans among them.</summary>
    public abstract int MaxHeavyReaders { get; }

    /// <summary>The servers of the database. The list is empty for a file.</summary>
    public virtual IReadOnlyList<StoreServer> Servers => [];

    /// <summary>Creates the database if it is missing, upgrades its schema, and runs <paramref name="first"/>.</summary>
    /// <exception cref="StoreException">The database is not usable. The message states what to do.</exception>
    public abstract Task OpenAsync(Action<SqlSession> first, CancellationToken cancellationToken);

    /// <summary>Opens a database for reading only. Its schema must already have this version.</summary>
    /// <exception cref="StoreException">The database is missing, or has another version.</exception>
    public abstract Task OpenSourceAsync(CancellationToken cancellationToken);

    /// <summary>Opens a read-only connection. The caller disposes it.</summary>
    public abstract DbConnection OpenReadConnection();

    /// <summary>Reads one consistent, current state of the database.</summary>
    public abstract Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the work as one transaction. It runs again if the transaction conflicts with another writer, or the connection is lost
    /// before the commit. So the work must change nothing but the database.
    /// </summary>
    public abstract Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a transaction that coordinates instances. No commit notification is sent, and it may be applied twice. Where the
    /// database can, it does not wait for ordinary writes.
    /// </summary>
    public abstract Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <summary>Writes a heartbeat. It does not wait for other work and is tried once, because the next one follows soon.</summary>
    public abstract Task<Committed<T>> WriteHeartbeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellationToken);

    /// <summary>Completes when these instances have acknowledged the position, or soon after.</summary>
    public virtual Task WaitForAcknowledgementsAsync(long position, IEnumerable<string> instances) => Task.CompletedTask;

    /// <summary>Creates the notifier of the commits of all processes.</summary>
    public abstract ICommitNotifier CreateCommitNotifier(GraphStore store);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The result of a committed transaction.</summary>
/// <param name="Changed">Whether it wrote something that needs a commit notification.</param>
/// <param name="Position">The last position that it wrote to the change log, or 0.</param>
internal readonly record struct Committed<T>(T Value, bool Changed, long Position);

using System.Data.Common;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage;

/// <summary>What the stores' databases do differently: how they are opened, how many may write, and how a commit is heard of.</summary>
internal abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>How this process and the others that have the database open tell the living from the dead.</summary>
    public abstract StoreInstance Instance { get; }

    /// <summary>Whether instances on other machines can have the database open.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Whether the database was opened without the right to write: it is served as it is.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>What plans are read through.</summary>
    public abstract IReadConnections Reads { get; }

    /// <summary>What plans are read through where there are servers beside the one that is written to.</summary>
    public virtual IReadConnections? Standbys => null;

    /// <summary>How many plans are read at once.</summary>
    public abstract int Readers { get; }

    /// <summary>How many of these may take long.</summary>
    public abstract int HeavyReaders { get; }

    /// <summary>The servers that it is spread over; none where it is no server's.</summary>
    public virtual IReadOnlyList<StoreServer> Servers => [];

    /// <summary>Makes the database ready: its place, its schema, and what <paramref name="first"/> writes.</summary>
    /// <exception cref="StoreException">It can't be used; the message says what to do.</exception>
    public abstract Task OpenAsync(Action<SqlSession> first, CancellationToken cancellation);

    /// <summary>Opens a database that is to be read only: its schema is this version's already, and stays as it is.</summary>
    /// <exception cref="StoreException">There is none, or it is of another version.</exception>
    public abstract Task OpenSourceAsync(CancellationToken cancellation);

    /// <summary>A new open connection that can only read; its caller disposes it.</summary>
    public abstract DbConnection OpenReadConnection();

    /// <summary>Reads one state of the database as it is now.</summary>
    public abstract Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellation);

    /// <summary>
    /// Runs work as one transaction. Where the database has to give way to another writer, or the connection is lost before
    /// anything is committed, the work runs again from its beginning: it changes nothing but the database.
    /// </summary>
    public abstract Task<Committed<T>> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation);

    /// <summary>
    /// The same for what instances tell each other: nobody hears of it, it waits behind no ordinary write where the database can
    /// do that, and it may be done twice.
    /// </summary>
    public abstract Task<Committed<T>> CoordinateAsync<T>(Func<SqlSession, T> work, CancellationToken cancellation);

    /// <summary>The same for a sign of life, which waits behind nothing and is tried once: the next one follows soon.</summary>
    public abstract Task<Committed<T>> BeatAsync<T>(Func<SqlSession, T> beat, CancellationToken cancellation);

    /// <summary>Ends when these other instances know how far the caller of a write is, or soon after.</summary>
    public virtual Task UntilHeardAsync(long position, IEnumerable<string> instances) => Task.CompletedTask;

    /// <summary>Hears of the commits of every process.</summary>
    public abstract ICommitSignal Follow(GraphStore store);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What a transaction came to.</summary>
/// <param name="Changed">Whether it wrote anything that others wait to hear of.</param>
/// <param name="Position">The last position that it wrote to the change log; 0 for none.</param>
internal readonly record struct Committed<T>(T Value, bool Changed, long Position);

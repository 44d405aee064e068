using System.Collections.Concurrent;
using System.Data;

namespace ProjectGraph.Data.Storage;

/// <summary>Keeps sessions, whose statements are prepared, for the next caller.</summary>
/// <param name="kept">How many stay open while nobody uses them.</param>
internal sealed class SessionPool(Func<SqlSession> open, int kept) : IDisposable
{
    private readonly ConcurrentBag<SqlSession> idle = [];
    private volatile bool disposed;

    public T Use<T>(Func<SqlSession, T> use)
    {
        var session = idle.TryTake(out var found) ? found : open();
        try
        {
            return use(session);
        }
        finally
        {
            Return(session);
        }
    }

    /// <summary>Closes what nobody uses: after one connection was lost, its siblings mostly are too.</summary>
    public void Clear()
    {
        while (idle.TryTake(out var session)) session.Dispose();
    }

    public void Dispose()
    {
        disposed = true;
        Clear();
    }

    private void Return(SqlSession session)
    {
        if (disposed || idle.Count >= kept || session.Connection.State != ConnectionState.Open) session.Dispose();
        else idle.Add(session);
    }
}

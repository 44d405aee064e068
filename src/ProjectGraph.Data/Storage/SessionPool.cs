using System.Collections.Concurrent;

namespace ProjectGraph.Data.Storage;

/// <summary>Keeps reading sessions, whose statements are prepared, for the next caller.</summary>
internal sealed class SessionPool(Func<SqlSession> open) : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<SqlSession> idle = [];
    private volatile bool disposed;

    public T Use<T>(Func<SqlSession, T> read)
    {
        var session = idle.TryTake(out var found) ? found : open();
        try
        {
            return session.Read(read);
        }
        finally
        {
            Return(session);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var session)) session.Dispose();
    }

    private void Return(SqlSession session)
    {
        if (disposed || idle.Count >= Kept) session.Dispose();
        else idle.Add(session);
    }
}

using System.Collections.Concurrent;
using System.Data;

namespace ProjectGraph.Data.Storage;

/// <summary>A pool of sessions, which keep their prepared statements for the next caller.</summary>
/// <param name="capacity">The number of idle sessions that stay open.</param>
internal sealed class SessionPool(Func<SqlSession> open, int capacity) : IDisposable
{
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private volatile bool _disposed;

    public T Use<T>(Func<SqlSession, T> use)
    {
        var session = _idle.TryTake(out var found) ? found : open();
        try
        {
            return use(session);
        }
        finally
        {
            Return(session);
        }
    }

    /// <summary>Closes the idle sessions. After one connection was lost, the others usually are too.</summary>
    public void Clear()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        Clear();
    }

    private void Return(SqlSession session)
    {
        if (_disposed || _idle.Count >= capacity || session.Connection.State != ConnectionState.Open)
            session.Dispose();
        else
            _idle.Add(session);
    }
}

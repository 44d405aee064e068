using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Coordination;

/// <summary>
/// One instance at a time writes to a project. A turn is a row, and lasts as long as its instance lives: no connection of the
/// database is held while a vendor takes its time, and a pooler between may hand out connections as it likes. Whoever is taken
/// for dead loses his turns together with what he was about to send, so that he sends nothing when he comes to.
/// </summary>
public sealed class ProjectTurns(GraphStore store)
{
    private const string Take =
        $"""
        INSERT INTO {SharedTables.ProjectTurns} (ProjectId, InstanceId, Token) VALUES (@p0, @p1, @p2)
        ON CONFLICT (ProjectId) DO UPDATE SET InstanceId = excluded.InstanceId, Token = excluded.Token
        WHERE ProjectTurns.InstanceId = excluded.InstanceId OR NOT EXISTS (SELECT 1 FROM {InternalTables.Instances} AS i WHERE i.Id = ProjectTurns.InstanceId)
        """;
    private const string End = $"DELETE FROM {SharedTables.ProjectTurns} WHERE ProjectId = @p0 AND Token = @p1";

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until no other instance writes to the project. Within the instance its callers keep to one at a time.</summary>
    public async Task<IAsyncDisposable> EnterAsync(long projectId, CancellationToken cancellation)
    {
        var token = Guid.NewGuid().ToString("N");
        for (var pause = First; !await TakeAsync(projectId, token, cancellation); pause = pause * 2 < Longest ? pause * 2 : Longest)
            await Task.Delay(pause, store.Time, cancellation);
        return new Turn(this, projectId, token);
    }

    private Task<bool> TakeAsync(long projectId, string token, CancellationToken cancellation) =>
        store.CoordinateAsync(session => session.Execute(Take, projectId, store.Instance.Id, token) > 0, cancellation);

    private async Task EndAsync(long projectId, string token)
    {
        try
        {
            await store.CoordinateAsync(session => session.Execute(End, projectId, token), CancellationToken.None);
        }
        catch (Exception lost) when (store.IsOpen && lost is StoreException or DbException)
        {
            // What was done is done; but a turn that nobody ends would keep the others out for as long as this instance lives.
            _ = EndLaterAsync(projectId, token);
        }
        catch (StoreException closed) when (closed.Code == StoreException.NotOpen)
        {
            // The turn ends with the instance.
        }
    }

    private async Task EndLaterAsync(long projectId, string token)
    {
        await Task.Delay(store.Instance.Heartbeat, store.Time);
        await EndAsync(projectId, token);
    }

    private sealed class Turn(ProjectTurns turns, long projectId, string token) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await turns.EndAsync(projectId, token);
    }
}

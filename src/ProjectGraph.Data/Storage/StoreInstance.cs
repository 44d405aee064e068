using System.ComponentModel;
using System.Diagnostics;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// The registration of a process that has the store open. It writes a heartbeat regularly. An instance without heartbeats, or
/// whose process no longer runs on this machine, is presumed dead: any other instance may recover its unfinished work.
/// </summary>
/// <param name="heartbeat">The interval of the heartbeats.</param>
/// <param name="longestSilence">Several heartbeats long, so that a garbage collection or a slow disk does not count as death.</param>
/// <param name="sharesMachine">Whether this process can see the processes that registered with the same machine name.</param>
internal sealed class StoreInstance(TimeSpan heartbeat, TimeSpan longestSilence, bool sharesMachine)
{
    private const string Upsert =
        $"INSERT INTO {InternalTables.Instances} (Id, Machine, ProcessId, ProcessStartedAt, SeenAt) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (Id) DO UPDATE SET SeenAt = excluded.SeenAt";
    private const string Delete = $"DELETE FROM {InternalTables.Instances} WHERE Id = @p0";
    private const string Reap = $"DELETE FROM {InternalTables.Instances} WHERE Id = @p0 AND SeenAt = @p1";
    private const string Select =
        $"SELECT Id, Machine, ProcessId, ProcessStartedAt, SeenAt FROM {InternalTables.Instances} WHERE Id <> @p0";

    private static readonly (int Id, long StartedAt) Own = GetOwnProcess();

    private volatile bool _missedHeartbeat;
    private DateTimeOffset _graceUntil;

    public TimeSpan MaxSilence => longestSilence;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public TimeSpan HeartbeatInterval => heartbeat;

    /// <summary>Writes a heartbeat and reaps the instances that are presumed dead.</summary>
    public InstanceSnapshot WriteHeartbeat(SqlSession session, DateTimeOffset now)
    {
        session.Execute(Upsert, Id, Environment.MachineName, (long)Own.Id, Own.StartedAt, now.UtcTicks);
        // While the database was unreachable no instance could write a heartbeat. All get the time to write one again.
        if (_missedHeartbeat)
            (_missedHeartbeat, _graceUntil) = (false, now + longestSilence);
        var (alive, reaped) = (new HashSet<string>(StringComparer.Ordinal) { Id }, 0);
        foreach (
            var (id, seenAt, dead) in session.ReadList(
                Select,
                row =>
                    (row.GetString(0), row.GetInt64(4), IsDead(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), now)),
                Id
            )
        )
        {
            if (!dead || now < _graceUntil)
                alive.Add(id);
            else
                reaped += session.Execute(Reap, id, seenAt);
        }
        return new(alive, reaped > 0);
    }

    /// <summary>Counts the other instances that are alive.</summary>
    public int CountOthers(SqlSession session, DateTimeOffset now) =>
        session
            .ReadList(Select, row => IsDead(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), now), Id)
            .Count(dead => !dead);

    /// <summary>Records that a heartbeat could not be written.</summary>
    public void RecordMissedHeartbeat() => _missedHeartbeat = true;

    public bool Unregister(SqlSession session) => session.Execute(Delete, Id) > 0;

    private bool IsDead(string machine, long processId, long startedAt, long seenAt, DateTimeOffset now) =>
        (now.UtcTicks - seenAt > longestSilence.Ticks)
        || (sharesMachine && machine == Environment.MachineName && !IsRunning((int)processId, startedAt));

    // The system reuses process ids. Only id and start time together identify a process.
    private static bool IsRunning(int processId, long startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && Math.Abs(GetStartSeconds(process) - startedAt) <= 2;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // The process belongs to another user, so the heartbeat decides.
            return true;
        }
    }

    private static (int Id, long StartedAt) GetOwnProcess()
    {
        using var process = Process.GetCurrentProcess();
        return (process.Id, GetStartSeconds(process));
    }

    // In seconds, and compared with a tolerance: processes compute it from the machine's start with small differences.
    private static long GetStartSeconds(Process process) => process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
}

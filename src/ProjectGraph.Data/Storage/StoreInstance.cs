using System.ComponentModel;
using System.Diagnostics;
using ProjectGraph.Data.Coordination;

namespace ProjectGraph.Data.Storage;

/// <summary>
/// One process that has the store open, as the others see it. It says regularly that it lives; one that is silent for long,
/// or that this machine no longer knows, is dead, and what it left undone is anybody's to settle.
/// </summary>
/// <param name="heartbeat">How often it says so.</param>
/// <param name="longestSilence">Several heartbeats long: a pause of a collection, a sleeping disk or a slow machine is no death.</param>
/// <param name="sharesMachine">Whether a process of the same machine's name is one that this process could see.</param>
internal sealed class StoreInstance(TimeSpan heartbeat, TimeSpan longestSilence, bool sharesMachine)
{
    private const string Put =
        $"INSERT INTO {InternalTables.Instances} (Id, Machine, ProcessId, ProcessStartedAt, SeenAt) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (Id) DO UPDATE SET SeenAt = excluded.SeenAt";
    private const string Delete = $"DELETE FROM {InternalTables.Instances} WHERE Id = @p0";
    private const string Bury = $"DELETE FROM {InternalTables.Instances} WHERE Id = @p0 AND SeenAt = @p1";
    private const string Select = $"SELECT Id, Machine, ProcessId, ProcessStartedAt, SeenAt FROM {InternalTables.Instances} WHERE Id <> @p0";

    private static readonly (int Id, long StartedAt) own = OwnProcess();

    private volatile bool hasMissed;
    private DateTimeOffset blindUntil;

    public TimeSpan LongestSilence => longestSilence;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public TimeSpan Heartbeat => heartbeat;

    /// <summary>Says that this process lives, and forgets those that no longer do.</summary>
    public Census Beat(SqlSession session, DateTimeOffset now)
    {
        session.Execute(Put, Id, Environment.MachineName, (long)own.Id, own.StartedAt, now.UtcTicks);
        // While the database could not be reached nobody could say anything: all get the time to speak again.
        if (hasMissed) (hasMissed, blindUntil) = (false, now + longestSilence);
        var (living, buried) = (new HashSet<string>(StringComparer.Ordinal) { Id }, 0);
        foreach (var (id, seenAt, dead) in session.List(Select, row => (row.GetString(0), row.GetInt64(4), IsDead(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), now)), Id))
        {
            if (!dead || now < blindUntil) living.Add(id);
            else buried += session.Execute(Bury, id, seenAt);
        }
        return new(living, buried > 0);
    }

    /// <summary>How many other processes live that have the store open.</summary>
    public int CountOthers(SqlSession session, DateTimeOffset now) =>
        session.List(Select, row => IsDead(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), now), Id).Count(dead => !dead);

    /// <summary>A sign of life did not get through.</summary>
    public void Miss() => hasMissed = true;

    public bool Leave(SqlSession session) => session.Execute(Delete, Id) > 0;

    private bool IsDead(string machine, long processId, long startedAt, long seenAt, DateTimeOffset now) =>
        (now.UtcTicks - seenAt > longestSilence.Ticks) || (sharesMachine && machine == Environment.MachineName && !IsRunning((int)processId, startedAt));

    // A number is given again after a while: only together with the time of its start it names a process.
    private static bool IsRunning(int processId, long startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && Math.Abs(StartOf(process) - startedAt) <= 2;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // Not ours to look at, so it cannot be told: then the heartbeat decides.
            return true;
        }
    }

    private static (int Id, long StartedAt) OwnProcess()
    {
        using var process = Process.GetCurrentProcess();
        return (process.Id, StartOf(process));
    }

    // In seconds, and compared with a little slack: how it is computed from the machine's start differs by less from process to process.
    private static long StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
}

namespace ProjectGraph.Postgres.Testing;

/// <summary>What a server is on disk and among the processes; nothing here speaks SQL.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Superuser = "postgres";
    private const int StartAttempts = 5;
    private const int LogTail = 2_000;
    private readonly ServerFolder folder;
    private bool hasStarted;

    private Cluster(ServerFolder folder) => this.folder = folder;

    public int Port { get; private set; } = SparePort.Find();

    public string DataFolder => folder.Data;

    public string LogFile => folder.Log;

    /// <summary>A new, empty one.</summary>
    public static Task<Cluster> CreateAsync(IEnumerable<KeyValuePair<string, string>> settings) => FillAsync(async cluster =>
    {
        await PristineCluster.CopyAsync(cluster.DataFolder);
        var lines = settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'");
        await File.AppendAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.conf"), lines);
    });

    /// <summary>A standby of <paramref name="primary"/>, which keeps for it what it has not had yet, in a slot.</summary>
    public static Task<Cluster> CopyAsync(Cluster primary) => FillAsync(async cluster =>
    {
        var name = $"standby_{Guid.NewGuid():N}";
        var connection = $"host=127.0.0.1 port={primary.Port} user={Superuser} application_name={name}";
        string[] arguments = ["-d", connection, "-D", cluster.DataFolder, "-X", "stream", "-c", "fast", "--no-sync", "-R", "-C", "-S", name];
        (await ToolRun.RunAsync("pg_basebackup", arguments, PristineCluster.Password)).Demand("pg_basebackup");
    });

    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            var run = await ToolRun.RunAsync("pg_ctl", ["start", "-D", DataFolder, "-l", LogFile, "-w", "-t", "100", "-o", $"-p {Port}"]);
            if (run.ExitCode == 0) break;
            var log = await LogAsync(before);
            var lostPort = log.Contains("could not bind", StringComparison.Ordinal);
            if (!lostPort || hasStarted || attempt == StartAttempts) throw new InvalidOperationException($"PostgreSQL did not start on port {Port}. {run.Text}\nThe end of its log:\n{log}");
            // Somebody took the port after we had looked.
            Port = SparePort.Find();
        }
        // Whoever has its address finds it there again.
        hasStarted = true;
    }

    public async Task StopAsync(StopMode mode) =>
        (await ToolRun.RunAsync("pg_ctl", ["stop", "-D", DataFolder, "-w", "-t", "100", "-m", mode == StopMode.Fast ? "fast" : "immediate"])).Demand("pg_ctl stop");

    public async Task KillAsync()
    {
        await ServerProcesses.KillAsync(DataFolder);
        // Where nobody collects orphans, the dead one still has its number, and its lock would look like a living server's.
        File.Delete(Path.Combine(DataFolder, "postmaster.pid"));
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private static async Task<Cluster> FillAsync(Func<Cluster, Task> fill)
    {
        var cluster = new Cluster(await ServerFolder.CreateAsync());
        try
        {
            await fill(cluster);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    // The end of what was written since it had this length.
    private async Task<string> LogAsync(long since)
    {
        if (!File.Exists(LogFile)) return "(none)";
        await using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Max(since, log.Length - LogTail);
        return (await new StreamReader(log).ReadToEndAsync()).Trim();
    }
}

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

    /// <summary>Everybody's who has a role here.</summary>
    public string Password { get; private set; } = PristineCluster.Password;

    /// <summary>A new, empty one.</summary>
    public static Task<Cluster> CreateAsync(IEnumerable<KeyValuePair<string, string>> settings) => FillAsync(ServerFolder.CreateAsync(), async cluster =>
    {
        await PristineCluster.CopyAsync(cluster.DataFolder);
        await File.AppendAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.conf"), Lines(settings));
    });

    /// <summary>The one in a folder that stays, made where there is none yet.</summary>
    public static Task<Cluster> OpenAsync(string path, IEnumerable<KeyValuePair<string, string>> settings) => FillAsync(ServerFolder.KeepAsync(path), async cluster =>
    {
        var passwordFile = Path.Combine(path, "password");
        if (!Directory.Exists(cluster.DataFolder))
        {
            var unfinished = Path.Combine(path, "unfinished");
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            await PristineCluster.CopyAsync(unfinished);
            await File.WriteAllTextAsync(passwordFile, PristineCluster.Password);
            Directory.Move(unfinished, cluster.DataFolder);
        }
        cluster.Password = await File.ReadAllTextAsync(passwordFile);
        // What ALTER SYSTEM would write: it is read last, and is there anew at each start.
        await File.WriteAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.auto.conf"), Lines(settings));
    });

    /// <summary>A standby of <paramref name="primary"/>, which keeps for it what it has not had yet, in a slot.</summary>
    /// <param name="port">The port of one that is gone, whose place it takes; else a spare one.</param>
    public static Task<Cluster> CopyAsync(Cluster primary, int? port) => FillAsync(ServerFolder.CreateAsync(), async cluster =>
    {
        var name = $"standby_{Guid.NewGuid():N}";
        var connection = $"host=127.0.0.1 port={primary.Port} user={Superuser} application_name={name}";
        string[] arguments = ["-d", connection, "-D", cluster.DataFolder, "-X", "stream", "-c", "fast", "--no-sync", "-R", "-C", "-S", name];
        (await ToolRun.RunAsync("pg_basebackup", arguments, primary.Password)).Demand("pg_basebackup");
        cluster.Password = primary.Password;
        if (port is { } taken) (cluster.Port, cluster.hasStarted) = (taken, true);
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

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'");

    private static async Task<Cluster> FillAsync(Task<ServerFolder> folder, Func<Cluster, Task> fill)
    {
        var cluster = new Cluster(await folder);
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

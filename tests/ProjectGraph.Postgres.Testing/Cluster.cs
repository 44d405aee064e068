namespace ProjectGraph.Postgres.Testing;

/// <summary>The files and processes of a server. It does not run SQL.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Superuser = "postgres";
    private const int StartAttempts = 5;
    private const int LogTail = 2_000;
    private readonly ServerFolder _folder;
    private bool _hasStarted;

    private Cluster(ServerFolder folder) => _folder = folder;

    public int Port { get; private set; } = FreePort.Find();

    public string DataFolder => _folder.Data;

    public string LogFile => _folder.Log;

    /// <summary>The password of all roles.</summary>
    public string Password { get; private set; } = PristineCluster.Password;

    /// <summary>Creates an empty cluster.</summary>
    public static Task<Cluster> CreateAsync(IEnumerable<KeyValuePair<string, string>> settings) =>
        FillAsync(ServerFolder.CreateAsync(), async cluster =>
        {
            await PristineCluster.CopyAsync(cluster.DataFolder);
            await File.AppendAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.conf"), Lines(settings));
        });

    /// <summary>Opens the cluster in a permanent folder, or creates it.</summary>
    public static Task<Cluster> OpenAsync(string path, IEnumerable<KeyValuePair<string, string>> settings) =>
        FillAsync(ServerFolder.OpenPermanentAsync(path), async cluster =>
        {
            var passwordFile = Path.Combine(path, "password");
            if (!Directory.Exists(cluster.DataFolder))
            {
                var unfinished = Path.Combine(path, "unfinished");
                if (Directory.Exists(unfinished))
                    Directory.Delete(unfinished, recursive: true);
                await PristineCluster.CopyAsync(unfinished);
                await File.WriteAllTextAsync(passwordFile, PristineCluster.Password);
                Directory.Move(unfinished, cluster.DataFolder);
            }
            cluster.Password = await File.ReadAllTextAsync(passwordFile);
            // The file that ALTER SYSTEM writes. It is read last, and is written again at each start.
            await File.WriteAllLinesAsync(Path.Combine(cluster.DataFolder, "postgresql.auto.conf"), Lines(settings));
        });

    /// <summary>Creates a standby of <paramref name="primary"/>, which keeps unreceived changes for it in a replication slot.</summary>
    /// <param name="port">The port of an ended server that it replaces. The default is a free port.</param>
    public static Task<Cluster> CopyAsync(Cluster primary, int? port) => FillAsync(ServerFolder.CreateAsync(), async cluster =>
        {
            var name = $"standby_{Guid.NewGuid():N}";
            var vendorAccount = $"host=127.0.0.1 port={primary.Port} user={Superuser} application_name={name}";
            string[] arguments =
            [
                "-d",
                vendorAccount,
                "-D",
                cluster.DataFolder,
                "-X",
                "stream",
                "-c",
                "fast",
                "--no-sync",
                "-R",
                "-C",
                "-S",
                name,
            ];
            (await ToolRun.RunAsync("pg_basebackup", arguments, primary.Password)).RequireSuccess("pg_basebackup");
            cluster.Password = primary.Password;
            if (port is { } taken)
                (cluster.Port, cluster._hasStarted) = (taken, true);
        });

    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            var run = await ToolRun.RunAsync("pg_ctl", ["start", "-D", DataFolder, "-l", LogFile, "-w", "-t", "100", "-o", $"-p {Port}"]);
            if (run.ExitCode == 0)
                break;
            var log = await LogAsync(before);
            var lostPort = log.Contains("could not bind", StringComparison.Ordinal);
            if (!lostPort || _hasStarted || attempt == StartAttempts)
                throw new InvalidOperationException($"PostgreSQL did not start on port {Port}. {run.Text}\nThe end of its log:\n{log}");
            // Another process took the port after the check.
            Port = FreePort.Find();
        }
        // The port stays the same, so that the connection strings stay valid.
        _hasStarted = true;
    }

    public async Task StopAsync(StopMode mode) =>
        (
            await ToolRun.RunAsync(
                "pg_ctl",
                ["stop", "-D", DataFolder, "-w", "-t", "100", "-m", mode == StopMode.Fast ? "fast" : "immediate"]
            )
        ).RequireSuccess("pg_ctl stop");

    public async Task KillAsync()
    {
        await ServerProcesses.KillAsync(DataFolder);
        // If nobody collects orphans, the killed process still has its id, and its lock file would look like a running server's.
        File.Delete(Path.Combine(DataFolder, "postmaster.pid"));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

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

    // The end of the log lines that were written after this length.
    private async Task<string> LogAsync(long since)
    {
        if (!File.Exists(LogFile))
            return "(none)";
        await using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Max(since, log.Length - LogTail);
        return (await new StreamReader(log).ReadToEndAsync()).Trim();
    }
}

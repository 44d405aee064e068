namespace ProjectGraph.Postgres.Testing;

/// <summary>The processes of one server. The working folder of all of them is the server's data folder.</summary>
internal static class ServerProcesses
{
    /// <summary>Kills each process by <c>kill -9</c>, like a power failure. No process is left that could still write.</summary>
    public static Task KillAsync(string dataFolder) =>
        Polling.UntilAsync($"the server in {dataFolder} is gone", TimeSpan.FromMinutes(10), () =>
        {
            var processes = Find(dataFolder);
            foreach (var id in processes)
                Kill(id);
            return Task.FromResult(processes.Count == 0);
        });

    private static List<int> Find(string dataFolder) =>
        [
            .. from folder in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(folder), out _) && FindWorkingFolder(folder) == dataFolder
            select int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture),
        ];

    private static string? FindWorkingFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process belongs to another user, or has ended meanwhile.
            return null;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The process has ended meanwhile together with its server.
        }
    }
}

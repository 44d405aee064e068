using System.Security.Cryptography;

namespace ProjectGraph.Postgres.Testing;

/// <summary>What <c>initdb</c> makes: made once a process, and copied for each server, which takes a fraction of the time.</summary>
internal static class PristineCluster
{
    private static readonly Lazy<Task<ServerFolder>> made = new(MakeAsync);

    /// <summary>Everybody needs one, since other users of the machine reach the ports too.</summary>
    public static string Password { get; } = RandomNumberGenerator.GetHexString(32);

    public static async Task CopyAsync(string dataFolder) =>
        (await ToolRun.RunAsync("/bin/cp", ["-a", "--reflink=auto", (await made.Value).Data, dataFolder])).Demand("cp");

    private static async Task<ServerFolder> MakeAsync()
    {
        var folder = await ServerFolder.CreateAsync();
        if ((await InitAsync(folder, "C.UTF-8")).ExitCode != 0) (await InitAsync(folder, "C")).Demand("initdb");
        return folder;
    }

    private static async Task<ToolRun> InitAsync(ServerFolder folder, string locale)
    {
        var passwordFile = Path.Combine(folder.Root, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        var run = await ToolRun.RunAsync("initdb",
        [
            "-D", folder.Data, "--username", Cluster.Superuser, "--pwfile", passwordFile, "--auth=scram-sha-256",
            "--encoding=UTF8", $"--locale={locale}", "--no-sync", "--no-instructions",
        ]);
        File.Delete(passwordFile);
        return run;
    }
}

using System.Security.Cryptography;

namespace ProjectGraph.Postgres.Testing;

/// <summary>The output of <c>initdb</c>. It is created once per process and copied for each server, which is much faster.</summary>
internal static class PristineCluster
{
    private static readonly Lazy<Task<ServerFolder>> LazyCluster = new(CreateAsync);

    /// <summary>The password of all roles, because other users of the machine can reach the ports too.</summary>
    public static string Password { get; } = RandomNumberGenerator.GetHexString(32);

    public static async Task CopyAsync(string dataFolder) =>
        (await ToolRun.RunAsync("/bin/cp", ["-a", "--reflink=auto", (await LazyCluster.Value).Data, dataFolder])).RequireSuccess("cp");

    private static async Task<ServerFolder> CreateAsync()
    {
        var folder = await ServerFolder.CreateAsync();
        if ((await InitAsync(folder, "C.UTF-8")).ExitCode != 0)
            (await InitAsync(folder, "C")).RequireSuccess("initdb");
        return folder;
    }

    private static async Task<ToolRun> InitAsync(ServerFolder folder, string locale)
    {
        var passwordFile = Path.Combine(folder.Root, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        var run = await ToolRun.RunAsync(
            "initdb",
            [
                "-D",
                folder.Data,
                "--username",
                Cluster.Superuser,
                "--pwfile",
                passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                $"--locale={locale}",
                "--no-sync",
                "--no-instructions",
            ]
        );
        File.Delete(passwordFile);
        return run;
    }
}

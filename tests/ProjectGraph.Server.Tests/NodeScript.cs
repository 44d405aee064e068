using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>Runs the scripts in <c>Node/</c>. Their packages are installed once.</summary>
internal static class NodeScript
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Node");

    private static readonly Lazy<Task> Packages = new(InstallAsync);

    /// <summary>Runs a script and returns its output.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await Packages.Value;
        return await StartAsync("node", [script, .. arguments]);
    }

    // Installs once for all test classes, because two parallel installations would delete each other's files.
    private static async Task InstallAsync()
    {
        var wanted = Path.Combine(Folder, "package-lock.json");
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(wanted))
            await StartAsync("npm", "ci");
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(FactWithAttribute.Find(program)!, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return await output;
    }
}

using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>The scripts in <c>Node/</c>, whose packages are fetched once.</summary>
internal static class NodeScript
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Node");

    private static readonly Lazy<Task> Packages = new(InstallAsync);

    /// <summary>What the script prints.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await Packages.Value;
        return await StartAsync("node", [script, .. arguments]);
    }

    // Once for all test classes: two installations at the same time would tear each other's files away.
    private static async Task InstallAsync()
    {
        var wanted = Path.Combine(Folder, "package-lock.json");
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(wanted)) await StartAsync("npm", "ci");
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(FactWithAttribute.Find(program)!, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return await output;
    }
}

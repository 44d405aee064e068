using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>graphql-js, asked in a process of its own. What it answers is what we have to answer.</summary>
internal static class ReferenceEngine
{
    private static readonly string Folder = Path.Combine(GetSourceFolder(), "Node");
    private static readonly Lazy<Task> Installation = new(InstallAsync);

    private static readonly Lazy<Task<Process>> RunningProcess = new(StartAsync);
    private static readonly SemaphoreSlim RequestLock = new(1);

    /// <summary>What the reference answers.</summary>
    public static async Task<JsonElement> RunAsync(object question)
    {
        Process process = await RunningProcess.Value;
        await RequestLock.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            await process.StandardInput.FlushAsync();
            return JsonElement.Parse(
                await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The reference ended.")
            );
        }
        finally
        {
            RequestLock.Release();
        }
    }

    // It ends when this process does, and with it the standard input.
    private static async Task<Process> StartAsync()
    {
        await Installation.Value;
        return Start("node", "reference.js");
    }

    private static async Task InstallAsync()
    {
        var wanted = Path.Combine(Folder, "package-lock.json");
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(wanted))
        {
            using Process npm = Start("npm", "ci");
            npm.StandardInput.Close();
            string output = await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            npm.ExitCode.ShouldBe(0, output);
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

    private static string GetSourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

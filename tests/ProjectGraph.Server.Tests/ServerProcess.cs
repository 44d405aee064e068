using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>The program as a process: for what can only be seen from outside.</summary>
internal static class ServerProcess
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string store, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments, $"--ConnectionStrings:ProjectGraph=Data Source={store}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}

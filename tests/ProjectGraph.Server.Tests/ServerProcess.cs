using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>Runs the program as a process, for behaviour that is only visible from outside.</summary>
internal static class ServerProcess
{
    /// <summary>Starts the service and waits until it is ready.</summary>
    public static async Task<Process> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Program).Assembly.Location, .. settings.Select(pair => $"--{pair.Key}={pair.Value}")]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.Contains("Ready: ", StringComparison.Ordinal))
                continue;
            // The output must be read, because a full pipe would stop the service.
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return process;
        }
        throw new InvalidOperationException("The service ended before it was ready.");
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string store,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(Program).Assembly.Location, .. arguments, $"--ConnectionStrings:ProjectGraph=Data Source={store}"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}

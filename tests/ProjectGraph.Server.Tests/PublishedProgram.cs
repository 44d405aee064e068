using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>Runs the program that <c>dotnet publish</c> creates, without the SDK and in its own folder.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal)
        ? "Release"
        : "Debug";

    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        var project = Path.Combine(Repository.Root, "src", "ProjectGraph.Server");
        var (exitCode, output, error) = await RunAsync(
            new("dotnet", ["publish", project, "-c", Configuration, "--no-build", "-o", _folder.File("program")])
        );
        exitCode.ShouldBe(0, output + error);
        Directory.CreateDirectory(_folder.File("elsewhere"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <param name="store">The SQLite file.</param>
    /// <returns>The unchanged output.</returns>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string store,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(_folder.File("program/ProjectGraph.Server"), arguments)
        {
            WorkingDirectory = _folder.File("elsewhere"),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__ProjectGraph"] = $"Data Source={store}";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return await RunAsync(start);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks;

/// <summary>The floor or the subject as a separate process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <param name="settings">Settings of the service in addition to those of every benchmark.</param>
    public static async Task<ServerProcess> StartAsync(
        string verb,
        StoreAddress store,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Self(), verb, "--port", port.ToString(CultureInfo.InvariantCulture)]
        );
        store.SetEnvironment(start.Environment);
        // A single caller measures the service's capacity, so the limits per caller are raised.
        start.Environment["Limits__CostPerMinutePerCaller"] = "0";
        start.Environment["Limits__ConcurrentRequestsPerCaller"] = "0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        var server = new ServerProcess(process, port);
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        for (var tries = 0; ; tries++)
        {
            if (process.HasExited || tries > 600)
                throw new InvalidOperationException($"The {verb} server did not start.");
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // Started as `dotnet x.dll` or by its own executable.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ServerProcess).Assembly.Location] : [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

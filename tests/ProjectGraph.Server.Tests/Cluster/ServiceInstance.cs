using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Server.Tests.Cluster;

/// <summary>One instance of the service, a process on a port that stays its own over restarts.</summary>
/// <param name="port">That of one that has ended, whose place it takes; by default a free one.</param>
internal sealed class ServiceInstance(IReadOnlyDictionary<string, string> settings, int? port = null) : IDisposable
{
    private Process? _process;

    public int Port { get; } = port ?? FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAsync() =>
        _process = await ServerProcess.StartAsync(
            new Dictionary<string, string>(settings) { ["PORT"] = Port.ToString(CultureInfo.InvariantCulture) }
        );

    public HttpClient Client() => new() { BaseAddress = Address };

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it ends what it has begun.</summary>
    public async Task StopAsync()
    {
        Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await _process.WaitForExitAsync(patience.Token);
    }

    public async Task<bool> IsReadyAsync()
    {
        using var http = Client();
        try
        {
            return (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

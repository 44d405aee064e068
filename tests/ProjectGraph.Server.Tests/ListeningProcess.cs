using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>Runs the program in its own process on a free port. It has no vendors unless the settings name some.</summary>
internal sealed class ListeningProcess : IDisposable
{
    private const string Listens = "Now listening on: ";
    private readonly Process _process;

    private ListeningProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Client = new() { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public bool HasExited => _process.HasExited;

    public static async Task<ListeningProcess> StartAsync(TemporaryFolder folder, params (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["PORT"] = "0" };
        var process = Start(folder.File("graph.db"), environment, settings);
        var address = await AddressAsync(process.StandardOutput).WaitAsync(TimeSpan.FromMinutes(10));
        // A full pipe would stop the process.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new(process, address);
    }

    /// <summary>Starts the program and leaves its output to the caller. It has no vendors unless the settings name some.</summary>
    public static Process Start(string store, IReadOnlyDictionary<string, string> environment, params (string Key, string Value)[] settings)
    {
        string[] given =
        [
            $"--ConnectionStrings:ProjectGraph=Data Source={store}",
            "--Sandbox:Enabled=false",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. given]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<Uri> AddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            if (line.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var found)
                return new(line[(found + Listens.Length)..]);
        throw new EndOfStreamException("The program ended before it listened.");
    }
}

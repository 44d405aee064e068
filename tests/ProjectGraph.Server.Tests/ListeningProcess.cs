using System.Diagnostics;

namespace ProjectGraph.Server.Tests;

/// <summary>The program in a process of its own, without vendors, on a port that the system chose.</summary>
internal sealed class ListeningProcess : IDisposable
{
    private const string Listens = "Now listening on: ";
    private readonly Process process;

    private ListeningProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        Client = new() { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public bool HasExited => process.HasExited;

    public static async Task<ListeningProcess> StartAsync(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, $"--ConnectionStrings:ProjectGraph=Data Source={folder.File("graph.db")}", "--Sandbox:Enabled=false"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["PORT"] = "0";
        var process = Process.Start(start)!;
        var address = await AddressAsync(process.StandardOutput).WaitAsync(TimeSpan.FromMinutes(1));
        // A full pipe would stop the process.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new(process, address);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task<Uri> AddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            if (line.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var found) return new(line[(found + Listens.Length)..]);
        throw new EndOfStreamException("The program ended before it listened.");
    }
}

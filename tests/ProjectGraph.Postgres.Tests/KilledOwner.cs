using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>The process that the test kills. It starts a server, prints its address, and waits.</summary>
internal static class KilledOwner
{
    /// <summary>Never returns.</summary>
    public static async Task Main()
    {
        var server = await PostgresServer.StartAsync();
        Console.WriteLine(server.ConnectionString);
        Console.WriteLine(server.DataFolder);
        await Task.Delay(Timeout.Infinite);
        GC.KeepAlive(server);
    }
}

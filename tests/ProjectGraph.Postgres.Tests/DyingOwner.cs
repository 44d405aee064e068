using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>The process that dies: starts a server, says where it is, and waits to be killed.</summary>
internal static class DyingOwner
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

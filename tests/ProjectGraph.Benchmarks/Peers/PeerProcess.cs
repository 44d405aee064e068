using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ProjectGraph.Benchmarks.Store;
using ProjectGraph.Server.Tests.Peer;

namespace ProjectGraph.Benchmarks.Peers;

/// <summary>Microsoft.AspNetCore.OData over EF Core on the SQLite file that the environment names, in a process of its own.</summary>
internal static class PeerProcess
{
    public static async Task RunAsync(Options options)
    {
        await using var app = await PeerServer.StartAsync(StoreAddress.FromEnvironment().File, options.Port, app =>
        {
            app.MapGet("/health/ready", () => "");
            app.MapGet(ProcessEndpoint.Path, (RequestDelegate)ProcessEndpoint.RespondAsync);
        });
        await app.WaitForShutdownAsync();
    }
}

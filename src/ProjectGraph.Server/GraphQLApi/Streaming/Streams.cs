namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>What streams need of the host.</summary>
public static class Streams
{
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Stands before whatever asks for a WebSocket. A client that answers no ping is gone.</summary>
    public static IApplicationBuilder UseStreams(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limits>();
        return app.UseWebSockets(new() { KeepAliveInterval = limits.StreamKeepAlive, KeepAliveTimeout = PongTimeout });
    }
}

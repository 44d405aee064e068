namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Configures the host for streams.</summary>
public static class Streams
{
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Enables WebSockets. A client that does not reply to pings is disconnected.</summary>
    public static IApplicationBuilder UseStreams(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<Limits>();
        return app.UseWebSockets(new() { KeepAliveInterval = limits.StreamKeepAlive, KeepAliveTimeout = PongTimeout });
    }
}

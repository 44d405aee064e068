namespace ProjectGraph.Server;

/// <summary>The limits of requests and callers, from the configuration section <c>Limits</c>.</summary>
public sealed class Limits
{
    private static readonly long DefaultResponseBytes = Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 384L * 1024 * 1024);

    /// <summary>The most bytes of a request's body.</summary>
    public long BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The most bytes of a request's URL. Feed URLs of BI tools are long.</summary>
    public int UrlBytes { get; set; } = 16 * 1024;

    /// <summary>The most bytes of all headers of a request.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>The most headers of a request.</summary>
    public int HeaderCount { get; set; } = 100;

    /// <summary>The most bytes that one request may hold for its response and its rows.</summary>
    public long ResponseBytesPerRequest { get; set; } = 128 * 1024 * 1024;

    /// <summary>The most bytes that all requests of one caller may hold for their responses.</summary>
    public long ResponseBytesPerCaller { get; set; } = DefaultResponseBytes / 2;

    /// <summary>The most bytes that all requests may hold. Default: a quarter of the runtime's memory, but at most 384 MB.</summary>
    public long ResponseBytesInProcess { get; set; } = DefaultResponseBytes;

    /// <summary>The longest time that a request waits for memory of other requests.</summary>
    public TimeSpan ResponseWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most requests that may wait for memory at once. One caller may use a quarter of them.</summary>
    public int ResponsesWaiting { get; set; } = 256;

    /// <summary>The rows of an OData page if the client sets no size.</summary>
    public int ODataDefaultPage { get; set; } = 1_000;

    /// <summary>The most rows of an OData page.</summary>
    public int ODataMaxPage { get; set; } = 10_000;

    /// <summary>The most nested selections of a GraphQL query.</summary>
    public int Depth { get; set; } = 32;

    /// <summary>The most tokens of a GraphQL document.</summary>
    public int Tokens { get; set; } = 15_000;

    /// <summary>The most nested braces, brackets and parentheses of a GraphQL document, including fragments.</summary>
    public int Nesting { get; set; } = 200;

    /// <summary>The most aliases of a GraphQL operation, including fragments.</summary>
    public int Aliases { get; set; } = 1_000;

    /// <summary>The most root fields of a GraphQL operation.</summary>
    public int RootFields { get; set; } = 100;

    /// <summary>The most fields of a GraphQL operation, including fragments.</summary>
    public int Fields { get; set; } = 20_000;

    /// <summary>The most items of a list in a GraphQL document or variable.</summary>
    public int ListItems { get; set; } = 10_000;

    /// <summary>The most characters of a search, in both protocols.</summary>
    public const int SearchCharacters = 1_000;

    /// <summary>The most concurrent requests of a caller. 0 or null means no limit.</summary>
    public int? ConcurrentRequestsPerCaller { get; set; } = 64;

    /// <summary>The most requests of a caller that wait for a slot. Further requests are refused.</summary>
    public int? QueuedRequestsPerCaller { get; set; } = 256;

    /// <summary>The most cost, of fields and types together, that a caller may spend in a minute. 0 or null means no limit.</summary>
    public long? CostPerMinutePerCaller { get; set; } = 100_000_000;

    /// <summary>The most open subscriptions of all callers.</summary>
    public int Subscriptions { get; set; } = 1_000;

    /// <summary>The most open subscriptions of one caller.</summary>
    public int SubscriptionsPerCaller { get; set; } = 250;

    /// <summary>The most open operations of one WebSocket.</summary>
    public int SubscriptionsPerConnection { get; set; } = 50;

    /// <summary>The most open WebSockets of all callers.</summary>
    public int WebSockets { get; set; } = 1_000;

    /// <summary>The most open WebSockets of one caller.</summary>
    public int WebSocketsPerCaller { get; set; } = 250;

    /// <summary>The most bytes of messages to a caller's WebSockets: messages being received, and those of open operations.</summary>
    public long WebSocketBytesPerCaller { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most WebSockets with an unidentified caller, from all addresses.</summary>
    public int UnidentifiedWebSockets { get; set; } = 64;

    /// <summary>The most WebSockets with an unidentified caller from one address (for IPv6, from one /64 network).</summary>
    public int UnidentifiedWebSocketsPerAddress { get; set; } = 8;

    /// <summary>The most bytes of a message to a WebSocket with an unidentified caller.</summary>
    public int WebSocketInitBytes { get; set; } = 16 * 1024;

    /// <summary>The longest time in which a WebSocket must identify its caller.</summary>
    public TimeSpan WebSocketInitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval at which a stream sends a keep-alive and checks its caller's credential again.</summary>
    public TimeSpan StreamKeepAlive { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>The most nested <c>$expand</c>s of an OData request.</summary>
    public int ExpandDepth { get; set; } = 6;

    /// <summary>The most nested expressions of an OData request.</summary>
    public int ExpressionDepth { get; set; } = 100;

    /// <summary>The most parts of an OData batch.</summary>
    public int BatchParts { get; set; } = 100;

    /// <summary>The most asynchronous OData requests of all callers.</summary>
    public int AsyncRequests { get; set; } = 100;

    /// <summary>The most asynchronous OData requests of one caller.</summary>
    public int AsyncRequestsPerCaller { get; set; } = 10;

    /// <summary>The time for which an async result is stored.</summary>
    public TimeSpan AsyncResultRetention { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest time that the store may work on one query.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time in which a client must send its headers.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The time for which a stopping service accepts requests. <c>/health/ready</c> already reports the stop.</summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The longest time that a stop waits for running requests.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most invalid credentials of an address within <see cref="KeyFailureWindow"/>. Further ones receive 429. Valid credentials
    /// always work.
    /// </summary>
    public int KeyFailures { get; set; } = 10;

    public TimeSpan KeyFailureWindow { get; set; } = TimeSpan.FromMinutes(1);
}

namespace ProjectGraph.Server;

/// <summary>What one request may cost: the section <c>Limits</c> of the configuration.</summary>
public sealed class Limits
{
    private static readonly long DefaultResponseBytes = Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 384L * 1024 * 1024);

    /// <summary>Bytes of a request's body.</summary>
    public long BodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of a request's URL. Feed URLs of BI tools are long.</summary>
    public int UrlBytes { get; set; } = 16 * 1024;

    /// <summary>Bytes of all headers of a request.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Headers of a request.</summary>
    public int HeaderCount { get; set; } = 100;

    /// <summary>Bytes that one request may hold for its response, the rows that it is written from included.</summary>
    public long ResponseBytesPerRequest { get; set; } = 128 * 1024 * 1024;

    /// <summary>The same of all requests of one caller.</summary>
    public long ResponseBytesPerCaller { get; set; } = DefaultResponseBytes / 2;

    /// <summary>The same of all requests: by default a quarter of the memory that the runtime reports, and never more than 384 MB.</summary>
    public long ResponseBytesInProcess { get; set; } = DefaultResponseBytes;

    /// <summary>How long a request waits for memory that others hold.</summary>
    public TimeSpan ResponseWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests that may wait for memory at once; a single caller has a quarter of these places.</summary>
    public int ResponsesWaiting { get; set; } = 256;

    /// <summary>Rows of an OData page where the client does not say.</summary>
    public int ODataDefaultPage { get; set; } = 1_000;

    /// <summary>Most rows of an OData page.</summary>
    public int ODataMaxPage { get; set; } = 10_000;

    /// <summary>Nested selections of a GraphQL query.</summary>
    public int Depth { get; set; } = 32;

    /// <summary>Tokens of a GraphQL document.</summary>
    public int Tokens { get; set; } = 15_000;

    /// <summary>Nested braces, brackets and parentheses of a GraphQL document, fragments included.</summary>
    public int Nesting { get; set; } = 200;

    /// <summary>Aliases of a GraphQL operation, fragments included.</summary>
    public int Aliases { get; set; } = 1_000;

    /// <summary>Root fields of a GraphQL operation.</summary>
    public int RootFields { get; set; } = 100;

    /// <summary>Fields of a GraphQL operation, fragments included.</summary>
    public int Fields { get; set; } = 20_000;

    /// <summary>Items of a list that is given in a GraphQL document or variable.</summary>
    public int ListItems { get; set; } = 10_000;

    /// <summary>Characters of a search, in both protocols.</summary>
    public const int SearchCharacters = 1_000;

    /// <summary>Requests that a caller may have under way at once; 0 or null is any number.</summary>
    public int? ConcurrentRequestsPerCaller { get; set; } = 64;

    /// <summary>Requests of a caller that wait while so many are under way; further ones are refused.</summary>
    public int? QueuedRequestsPerCaller { get; set; } = 256;

    /// <summary>Cost, of fields and of types together, that a caller may spend in a minute; 0 or null is any.</summary>
    public long? CostPerMinutePerCaller { get; set; } = 100_000_000;

    /// <summary>Subscriptions that are open at once, of all callers.</summary>
    public int Subscriptions { get; set; } = 1_000;

    /// <summary>Subscriptions that one caller may have open at once.</summary>
    public int SubscriptionsPerCaller { get; set; } = 250;

    /// <summary>Operations that one WebSocket may have open at once.</summary>
    public int SubscriptionsPerConnection { get; set; } = 50;

    /// <summary>WebSockets that are open at once, of all callers.</summary>
    public int WebSockets { get; set; } = 1_000;

    /// <summary>WebSockets that one caller may have open at once.</summary>
    public int WebSocketsPerCaller { get; set; } = 250;

    /// <summary>Bytes that the messages to a caller's WebSockets may take: of those that are being received and of the operations that are open.</summary>
    public long WebSocketBytesPerCaller { get; set; } = 32 * 1024 * 1024;

    /// <summary>WebSockets whose callers have not said yet who they are, from all addresses.</summary>
    public int UnidentifiedWebSockets { get; set; } = 64;

    /// <summary>The same from one address (of IPv6, one /64 network).</summary>
    public int UnidentifiedWebSocketsPerAddress { get; set; } = 8;

    /// <summary>Bytes of a message to a WebSocket whose caller has not said yet who they are.</summary>
    public int WebSocketInitBytes { get; set; } = 16 * 1024;

    /// <summary>How long a WebSocket may take to say who it is.</summary>
    public TimeSpan WebSocketInitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an idle stream shows that it lives, and that its caller's key is looked at again.</summary>
    public TimeSpan StreamKeepAlive { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Nested <c>$expand</c>s of an OData request.</summary>
    public int ExpandDepth { get; set; } = 6;

    /// <summary>Nested expressions of an OData request.</summary>
    public int ExpressionDepth { get; set; } = 100;

    /// <summary>Parts of an OData batch.</summary>
    public int BatchParts { get; set; } = 100;

    /// <summary>OData requests whose answers are fetched later, of everybody together.</summary>
    public int LaterAnswers { get; set; } = 100;

    /// <summary>The same of one caller.</summary>
    public int LaterAnswersOfCaller { get; set; } = 10;

    /// <summary>How long an answer waits to be fetched.</summary>
    public TimeSpan LaterAnswerKept { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the store may work on one query.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to send its headers.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stopping service still takes requests, while <c>/health/ready</c> already sends them elsewhere.</summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long a stop waits for requests that are under way.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Invalid credentials that an address may send within <see cref="KeyFailureWindow"/> before further ones get 429. Valid ones always work.</summary>
    public int KeyFailures { get; set; } = 10;

    public TimeSpan KeyFailureWindow { get; set; } = TimeSpan.FromMinutes(1);
}

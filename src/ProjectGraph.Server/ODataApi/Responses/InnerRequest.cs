namespace ProjectGraph.Server.ODataApi.Responses;

/// <summary>The complete response to an inner request.</summary>
internal sealed record InnerResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, PooledBuffer Body)
{
    public bool IsFailure => Status >= 400;

    public static InnerResponse Create(ResponseMemory memory, int status, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        var buffer = new PooledBuffer(memory);
        buffer.Write(body);
        return new(status, headers, buffer);
    }

    public string? FindHeader(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A part of a batch or an async request. It has the outer request's caller and its own context.</summary>
internal sealed class InnerRequest
{
    private readonly bool _isPart;

    private InnerRequest(DefaultHttpContext context, bool isPart) => (Context, _isPart) = (context, isPart);

    public DefaultHttpContext Context { get; }

    /// <summary>Whether a request is an inner one.</summary>
    public static bool IsInner(HttpContext context) => context.Features.Get<InnerRequest>() is not null;

    /// <summary>Whether a request is a part of a batch.</summary>
    public static bool IsPart(HttpContext context) => context.Features.Get<InnerRequest>() is { _isPart: true };

    /// <summary>Creates a part of a batch.</summary>
    public static InnerRequest CreatePart(
        HttpContext batch,
        string method,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body
    ) => Create(batch, isPart: true, method, headers, body, batch.RequestServices, batch.RequestAborted);

    /// <summary>Creates a copy of a request that runs after the outer response has been sent.</summary>
    public static InnerRequest CreateDetached(HttpContext outer, byte[] body) =>
        Create(
            outer,
            isPart: false,
            outer.Request.Method,
            outer.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())),
            body,
            outer.RequestServices,
            default
        );

    private static InnerRequest Create(
        HttpContext outer,
        bool isPart,
        string method,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var context = new DefaultHttpContext
        {
            RequestServices = services,
            RequestAborted = cancellationToken,
            TraceIdentifier = outer.TraceIdentifier,
        };
        var inner = new InnerRequest(context, isPart);
        context.Features.Set(inner);
        context.Features.Set(CallerAccess.Get(outer));
        context.User = outer.User;
        context.Features.Set(RequestStages.Get(outer));
        context.Features.Set(outer.Features.Get<TrustedLinkHost>());
        var memory = isPart ? ResponseMemory.GetOrCreate(outer) : ResponseMemory.Create(outer);
        context.Features.Set(memory);
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.PathBase) = (
            method,
            outer.Request.Scheme,
            outer.Request.Host,
            outer.Request.PathBase
        );
        request.Path = ODataReader.Prefix;
        foreach (var (name, value) in headers)
            request.Headers[name] = value;
        request.Body = new MemoryStream(body);
        context.Response.Body = new BufferStream(new(memory));
        return inner;
    }

    /// <summary>Runs the request. A failure becomes its error response.</summary>
    public async Task<InnerResponse> RunAsync(Func<HttpContext, Task> run)
    {
        try
        {
            await run(Context);
        }
        catch (Exception e) when (e is not OperationCanceledException || !Context.RequestAborted.IsCancellationRequested)
        {
            await ApiErrors.ReplaceResponseAsync(Context, e);
        }
        var response = Context.Response;
        var headers = response
            .Headers.Where(header => header.Key is not "Content-Length")
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return new(response.StatusCode, [.. headers], ((BufferStream)response.Body).Buffer);
    }
}

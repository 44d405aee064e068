namespace ProjectGraph.Server.ODataApi.Answering;

/// <summary>The whole answer to a request that has no connection of its own.</summary>
internal sealed record InnerAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public bool Failed => Status >= 400;

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A request within another one, or behind it: the same caller, another context.</summary>
internal sealed class InnerRequest
{
    private InnerRequest(DefaultHttpContext context) => Context = context;

    public DefaultHttpContext Context { get; }

    /// <summary>Whether a request is an inner one.</summary>
    public static bool Is(HttpContext context) => context.Features.Get<InnerRequest>() is not null;

    public static InnerRequest Of(
        HttpContext outer, string method, IEnumerable<KeyValuePair<string, string>> headers, byte[] body, IServiceProvider services, CancellationToken cancellation)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellation, TraceIdentifier = outer.TraceIdentifier };
        var inner = new InnerRequest(context);
        context.Features.Set(inner);
        context.Features.Set(CallerAccess.Of(outer));
        context.User = outer.User;
        context.Features.Set(RequestStages.Of(outer));
        context.Features.Set(outer.Features.Get<LinkHost>());
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.PathBase) = (method, outer.Request.Scheme, outer.Request.Host, outer.Request.PathBase);
        request.Path = ODataReader.Prefix;
        foreach (var (name, value) in headers) request.Headers[name] = value;
        request.Body = new MemoryStream(body);
        context.Response.Body = new MemoryStream();
        return inner;
    }

    /// <summary>Runs it to its end: whatever goes wrong is its answer, as it would be a request's of its own.</summary>
    public async Task<InnerAnswer> RunAsync(Func<HttpContext, Task> run)
    {
        try
        {
            await run(Context);
        }
        catch (Exception e) when (e is not OperationCanceledException || !Context.RequestAborted.IsCancellationRequested)
        {
            await ApiErrors.AnswerAsync(Context, e);
        }
        var response = Context.Response;
        var headers = response.Headers.Where(header => header.Key is not "Content-Length").Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return new(response.StatusCode, [.. headers], ((MemoryStream)response.Body).ToArray());
    }
}

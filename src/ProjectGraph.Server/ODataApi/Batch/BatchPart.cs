namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Url">Absolute, from the host's root, or from the service root.</param>
internal sealed record BatchPart(string? Id, string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

internal sealed record BatchPartAnswer(string? Id, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

/// <summary>Runs parts as requests of their own, within the batch's caller, services and patience.</summary>
internal sealed class BatchRun(HttpContext batch, RequestDelegate endpoint)
{
    public async Task<BatchPartAnswer> RunAsync(BatchPart part)
    {
        var context = Context(part);
        try
        {
            (context.Request.Path, context.Request.QueryString) = Address(part.Url);
            await endpoint(context);
        }
        catch (OperationCanceledException) when (batch.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            var version = context.Response.Headers["OData-Version"];
            var allow = context.Response.Headers.Allow;
            context.Response.Body = new MemoryStream();
            context.Response.Clear();
            if (version.Count > 0) context.Response.Headers["OData-Version"] = version;
            if (allow.Count > 0) context.Response.Headers.Allow = allow;
            await ApiErrors.WriteAsync(context, ApiErrors.From(e, context));
        }
        var headers = context.Response.Headers.Where(header => header.Key is not "Content-Length").Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return new(part.Id, context.Response.StatusCode, [.. headers], ((MemoryStream)context.Response.Body).ToArray());
    }

    private DefaultHttpContext Context(BatchPart part)
    {
        var context = new DefaultHttpContext { RequestServices = batch.RequestServices, RequestAborted = batch.RequestAborted, TraceIdentifier = batch.TraceIdentifier };
        context.Features.Set(CallerAccess.Of(batch));
        context.Features.Set(RequestStages.Of(batch));
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.PathBase) = (part.Method, batch.Request.Scheme, batch.Request.Host, batch.Request.PathBase);
        request.Path = ODataReader.Prefix;
        foreach (var (name, value) in part.Headers) request.Headers[name] = value;
        // A part speaks the version of its batch unless it says otherwise.
        if (batch.Request.Headers.TryGetValue("OData-MaxVersion", out var version)) request.Headers.TryAdd("OData-MaxVersion", version);
        request.Body = new MemoryStream(part.Body);
        context.Response.Body = new MemoryStream();
        return context;
    }

    private (PathString Path, QueryString Query) Address(string url)
    {
        var prefix = batch.RequestServices.GetRequiredService<PublicAddress>().Prefix(batch.Request);
        var text = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https") text = absolute!.PathAndQuery;
        else if (!url.StartsWith('/')) text = $"{prefix}{ODataReader.Prefix}/{url}";
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var path = PathString.FromUriComponent(question < 0 ? text : text[..question]);
        if (prefix.Length > 0 && path.StartsWithSegments(PathString.FromUriComponent(prefix), out var rest)) path = rest;
        if (!path.StartsWithSegments(ODataReader.Prefix, out var below) || below == "/$batch")
            throw new ApiException(ErrorCodes.BadRequest, $"A part of a batch can't be sent to '{url}'.", "url");
        return (path, new(question < 0 ? "" : text[question..]));
    }
}

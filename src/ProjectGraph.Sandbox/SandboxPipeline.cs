using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ProjectGraph.Sandbox;

/// <summary>
/// Processes a request to a sandbox. The steps are the same for all vendors: read, faults, rate limit, handler, response.
/// </summary>
internal sealed class SandboxPipeline(RunningSandbox running)
{
    private const int MaxBodyLength = 20 * 1024 * 1024;

    public async Task RunAsync(HttpContext http)
    {
        var (body, tooLarge) = await ReadBodyAsync(http);
        var request = CreateRequest(http, body);
        var faults = running.Faults.TakeMatching(request.Method, request.Path);
        foreach (var slow in faults.Where(fault => fault.Kind == SandboxFaultKind.Slow))
            await Task.Delay(TimeSpan.FromMilliseconds(slow.DelayMs), running.Time, http.RequestAborted);

        var fault = faults.FirstOrDefault(fault => fault.Kind != SandboxFaultKind.Slow);
        var reply = RenderedSandboxResponse.ApplyFault(Process(request, fault, tooLarge), fault);
        running.Log.Add(request, fault?.Kind == SandboxFaultKind.LostAnswer ? 0 : reply.Status);
        await reply.SendAsync(http, fault?.Kind);
    }

    private RenderedSandboxResponse Process(SandboxRequest request, SandboxFault? fault, bool tooLarge)
    {
        if (fault?.Kind == SandboxFaultKind.Status)
            return CreateRefusal(fault.Status, "This response was requested by a fault.", fault.RetryAfter);
        if (running.Limiter.Take() is { } wait)
            return CreateRefusal(429, "Too many requests.", RenderedSandboxResponse.FormatSeconds(wait));
        if (tooLarge)
            return CreateRefusal(413, $"The body is longer than {MaxBodyLength} bytes.");
        return Handle(request with { ListsAreEmpty = fault?.Kind == SandboxFaultKind.EmptyList });
    }

    private RenderedSandboxResponse Handle(SandboxRequest request)
    {
        try
        {
            // The response is rendered inside Run: its body may contain stored documents, which the next request may change.
            return running.Run(() => Render(running.Sandbox.CheckRequest(request) ?? running.Sandbox.Routes.Run(request)));
        }
        catch (SandboxException problem)
        {
            var response = problem.Response ?? running.Sandbox.CreateErrorResponse(problem.Status, problem.Message);
            return Render(problem.AllowedMethods is { } methods ? response.With("Allow", methods) : response);
        }
    }

    private RenderedSandboxResponse CreateRefusal(int status, string message, string? retryAfter = null)
    {
        var response = running.Sandbox.CreateErrorResponse(status, message);
        return Render(retryAfter is null ? response : response.With("Retry-After", retryAfter));
    }

    private RenderedSandboxResponse Render(SandboxResponse response) =>
        RenderedSandboxResponse.Render(response, running.Sandbox.ContentType);

    private SandboxRequest CreateRequest(HttpContext http, ReadOnlyMemory<byte> body) =>
        new()
        {
            Method = http.Request.Method,
            Path = GetRawPath(http),
            QueryString = http.Request.QueryString.Value ?? "",
            Query = http.Request.Query,
            Headers = http.Request.Headers,
            Body = body,
            Origin = $"{http.Request.Scheme}://{http.Request.Host}",
            Mount = http.Request.PathBase + running.Mount,
            Store = running.Store,
            Faults = running.Faults,
            Now = running.Time.GetUtcNow(),
        };

    /// <summary>Returns the path as sent. <c>Request.Path</c> is decoded and does not distinguish <c>%252F</c> from <c>%2F</c>.</summary>
    private string GetRawPath(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        var mount = path.IndexOf(running.Mount, StringComparison.OrdinalIgnoreCase);
        return mount < 0 ? path : path[(mount + running.Mount.Length)..];
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool TooLarge)> ReadBodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyLength)
            return (ReadOnlyMemory<byte>.Empty, true);
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBodyLength)
                return (ReadOnlyMemory<byte>.Empty, true);
            await body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
        }
        return (body.ToArray(), false);
    }
}

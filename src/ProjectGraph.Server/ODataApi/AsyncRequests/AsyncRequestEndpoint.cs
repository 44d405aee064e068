using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.AsyncRequests;

/// <summary>Handles async requests (Protocol, section 11.6). A monitor, whose address the client receives, returns the result.</summary>
internal sealed class AsyncRequestEndpoint(AsyncRequestRunner requests, IServiceScopeFactory scopes)
{
    public const string Prefix = "$async/";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Starts an async request. Returns false if it must run synchronously.</summary>
    public async Task<bool> TryStartAsync(HttpContext http, ODataHead head, RequestDelegate endpoint)
    {
        var request = http.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = body.ToArray();
        // Copied now, because the outer request ends before the inner one runs.
        var inner = InnerRequest.CreateDetached(http, bytes);
        (inner.Context.Request.Path, inner.Context.Request.QueryString) = (request.Path, request.QueryString);
        if (await requests.StartAsync(CallerAccess.Get(http), RunAsync, http.RequestAborted) is not { } started)
        {
            request.Body = new MemoryStream(bytes);
            return false;
        }
        if (
            head.Preferences.Wait is { } wait
            && await WaitForCompletionAsync(started, wait < MaxWait ? wait : MaxWait, http.RequestAborted)
        )
        {
            await requests.RemoveAsync(started.Id, CallerAccess.Get(http), http.RequestAborted);
            await SendAsync(http, await started.Completion);
        }
        else
            SendPending(http, head, started.Id);
        return true;

        async Task<InnerResponse> RunAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            (inner.Context.RequestServices, inner.Context.RequestAborted) = (scope.ServiceProvider, cancellationToken);
            try
            {
                return await inner.RunAsync(context => endpoint(context));
            }
            finally
            {
                // The body is stored next and released by its own buffer, so its accounting ends here.
                ResponseMemory.GetOrCreate(inner.Context).Dispose();
            }
        }
    }

    /// <summary>Handles the monitor at any instance. Responds with 202 while the request runs, then with its result.</summary>
    public async Task HandleMonitorAsync(HttpContext http, ODataHead head, string id)
    {
        var caller = CallerAccess.Get(http);
        var result = await requests.FindAsync(id, caller, http.RequestAborted)
            ?? throw new ApiException(
                ErrorCodes.NotFound,
                $"The async request '{id}' was not found. It expired, was deleted, or belongs to another caller. Send the request again."
            );
        if (HttpMethods.IsDelete(http.Request.Method))
        {
            await requests.RemoveAsync(id, caller, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD, DELETE";
            throw new ApiException(ErrorCodes.MethodNotAllowed, "A monitor supports GET, HEAD and DELETE only.");
        }
        else if (result.IsLost)
            throw new ApiException(
                ErrorCodes.AsyncResultLost,
                "The instance that ran the async request stopped before it finished. Send a query again. Before you repeat a change, read Operations for what was sent to the vendor."
            );
        else if (result.Status is not { } status)
            SendPending(http, head, id);
        else
            await SendFinalAsync(http, head, AsyncRequestRunner.Restore(head.Memory, status, result));
    }

    // A 4.0 client receives the result as application/http. A 4.01 client receives it directly, unless it accepts that type.
    private static async Task SendFinalAsync(HttpContext http, ODataHead head, InnerResponse response)
    {
        var wantsMessage = http.Request.Headers.Accept.ToString().Contains("application/http", StringComparison.OrdinalIgnoreCase);
        if (!head.Is40 && !wantsMessage)
        {
            http.Response.Headers["AsyncResult"] = response.Status.ToString(null, null);
            await SendAsync(http, response with { Status = StatusCodes.Status200OK });
            return;
        }
        var message = new PooledBuffer(head.Memory);
        HttpMessage.Write(message, response);
        http.Response.Headers["Content-Transfer-Encoding"] = "binary";
        await ODataResponseSender.SendAsync(http, "application/http", message);
    }

    private static async Task SendAsync(HttpContext http, InnerResponse response)
    {
        http.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            http.Response.Headers[name] = value;
        http.Response.ContentLength = response.Status == StatusCodes.Status204NoContent ? null : response.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.SendAsync(http.Response.Body, http.RequestAborted);
    }

    private static void SendPending(HttpContext http, ODataHead head, string id)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"{head.Root}{Prefix}{id}";
        http.Response.Headers.RetryAfter = "1";
        Preferences.ReportApplied(http, head, "respond-async", isPrefixed: false);
    }

    private static async Task<bool> WaitForCompletionAsync(AsyncRequest request, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await request.Completion.WaitAsync(wait, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return request.Completion.IsCompleted;
        }
    }
}

using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Writing;

namespace ProjectGraph.Server.ODataApi.Later;

/// <summary>Asynchronous requests (Protocol, section 11.6): the client gets the address of a monitor, and there the answer.</summary>
internal sealed class LaterEndpoint(LaterAnswers answers, IServiceScopeFactory scopes)
{
    public const string Prefix = "$async/";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Begins what the client would rather not wait for. False where it has to.</summary>
    public async Task<bool> BeginAsync(HttpContext http, ODataHead head, RequestDelegate endpoint)
    {
        var request = http.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = body.ToArray();
        // Made now: the request itself is gone when it is run.
        var inner = InnerRequest.LaterThan(http, bytes);
        (inner.Context.Request.Path, inner.Context.Request.QueryString) = (request.Path, request.QueryString);
        if (await answers.StartAsync(CallerAccess.Of(http), RunAsync, http.RequestAborted) is not { } later)
        {
            request.Body = new MemoryStream(bytes);
            return false;
        }
        if (head.Preferences.Wait is { } wait && await IsDoneAsync(later, wait < LongestWait ? wait : LongestWait, http.RequestAborted))
        {
            await answers.RemoveAsync(later.Id, CallerAccess.Of(http), http.RequestAborted);
            await SendAsync(http, await later.Run);
        }
        else SendPending(http, head, later.Id);
        return true;

        async Task<InnerAnswer> RunAsync(CancellationToken cancellation)
        {
            await using var scope = scopes.CreateAsyncScope();
            (inner.Context.RequestServices, inner.Context.RequestAborted) = (scope.ServiceProvider, cancellation);
            try
            {
                return await inner.RunAsync(context => endpoint(context));
            }
            finally
            {
                // What is still held is the body that is stored next, and goes with it.
                ResponseMemory.Of(inner.Context).Dispose();
            }
        }
    }

    /// <summary>The monitor, at whichever instance: 202 as long as the request runs, then its answer.</summary>
    public async Task AnswerAsync(HttpContext http, ODataHead head, string id)
    {
        var caller = CallerAccess.Of(http);
        var later = await answers.FindAsync(id, caller, http.RequestAborted) ?? throw new ApiException(ErrorCodes.NotFound, "There is no such asynchronous request: it was fetched, cancelled or forgotten, or somebody else's.");
        if (HttpMethods.IsDelete(http.Request.Method))
        {
            await answers.RemoveAsync(id, caller, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD, DELETE";
            throw new ApiException(ErrorCodes.MethodNotAllowed, "A monitor takes GET and DELETE.");
        }
        else if (later.IsLost) throw new ApiException(ErrorCodes.LaterAnswerLost, "The instance that worked on the answer ended before it was done. Send a query again; after a change, see Operations for what was sent to the vendor before you repeat it.");
        else if (later.Status is not { } status) SendPending(http, head, id);
        else await SendFinalAsync(http, head, LaterAnswers.Of(head.Memory, status, later));
    }

    // A 4.0 client reads the answer from a message, a 4.01 client from this one, unless it asks for a message.
    private static async Task SendFinalAsync(HttpContext http, ODataHead head, InnerAnswer answer)
    {
        var wantsMessage = http.Request.Headers.Accept.ToString().Contains("application/http", StringComparison.OrdinalIgnoreCase);
        if (!head.Is40 && !wantsMessage)
        {
            http.Response.Headers["AsyncResult"] = answer.Status.ToString(null, null);
            await SendAsync(http, answer with { Status = StatusCodes.Status200OK });
            return;
        }
        var message = new PooledBuffer(head.Memory);
        HttpMessage.Write(message, answer);
        http.Response.Headers["Content-Transfer-Encoding"] = "binary";
        await ODataReply.SendAsync(http, "application/http", message);
    }

    private static async Task SendAsync(HttpContext http, InnerAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        http.Response.ContentLength = answer.Status == StatusCodes.Status204NoContent ? null : answer.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await answer.Body.SendAsync(http.Response.Body, http.RequestAborted);
    }

    private static void SendPending(HttpContext http, ODataHead head, string id)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"{head.Root}{Prefix}{id}";
        http.Response.Headers.RetryAfter = "1";
        Preferences.Applied(http, head, "respond-async", isPrefixed: false);
    }

    private static async Task<bool> IsDoneAsync(LaterAnswer later, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await later.Run.WaitAsync(wait, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return later.Run.IsCompleted;
        }
    }
}

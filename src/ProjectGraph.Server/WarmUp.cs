using System.Text.Json;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server;

/// <summary>
/// Builds the GraphQL schema and the EDM model before the service is ready, and runs a query of each protocol through the
/// pipeline. Otherwise the first caller would wait for seconds.
/// </summary>
internal sealed class WarmUp
{
    internal const string GraphQLQuery =
        "/graphql?query={projects(first:1,order:[{id:ASC}]){totalCount nodes{id name status dueDate company{name}}}}";
    internal const string ODataQuery =
        "/odata/Projects?$top=1&$count=true&$orderby=Id&$select=Id,Name,Status,DueDate&$expand=Company($select=Name)";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // A separate caller, so the queries use up no other caller's limits. An admin, because the service may require trusted documents.
    private static readonly CallerAccess Caller = new("start of the service", AccessRole.Admin) { Kind = CallerKind.Local, Id = "start" };

    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger<WarmUp> _logger;
    private readonly Lazy<Task> _built;
    private readonly TaskCompletionSource<RequestDelegate> _pipeline = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WarmUp(IServiceProvider services, TimeProvider time, ILogger<WarmUp> logger)
    {
        (_services, _time, _logger) = (services, time, logger);
        _built = new(() => Task.WhenAll(Task.Run(Build<GraphQLEngine>), Task.Run(Build<ODataModel>)));
    }

    /// <summary>Completes when both models are built and a query of each protocol has succeeded. Failed queries are repeated.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _built.Value.WaitAsync(cancellationToken);
        var run = await _pipeline.Task.WaitAsync(cancellationToken);
        using var span = ServerTelemetry.StartWarmUp();
        await Task.WhenAll(
            RunUntilSuccessAsync(run, GraphQLQuery, cancellationToken),
            RunUntilSuccessAsync(run, ODataQuery, cancellationToken)
        );
    }

    /// <summary>
    /// Wraps the rest of the pipeline. A request that needs the models waits until they are built, and its <c>Server-Timing</c>
    /// reports the wait as <c>start</c>.
    /// </summary>
    internal RequestDelegate Wrap(RequestDelegate next)
    {
        _pipeline.TrySetResult(next);
        return context =>
            _built is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } || !NeedsModels(context.Request.Path)
                ? next(context)
                : WaitAsync(context, next);
    }

    private async Task WaitAsync(HttpContext context, RequestDelegate next)
    {
        await _built.Value.WaitAsync(context.RequestAborted);
        RequestStages.Get(context).End(Stage.Start);
        await next(context);
    }

    private static bool NeedsModels(PathString path) =>
        path.StartsWithSegments("/graphql") || path.StartsWithSegments(ODataReader.Prefix) || path.StartsWithSegments("/connect");

    private void Build<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task RunUntilSuccessAsync(RequestDelegate run, string url, CancellationToken cancellationToken)
    {
        while (await RunQueryAsync(run, url, cancellationToken) is { } failure)
        {
            _logger.LogWarning(
                "The service is not ready, because its first query failed ({Failure}). The query is repeated in {Pause} s.",
                failure,
                RetryDelay.TotalSeconds
            );
            await Task.Delay(RetryDelay, _time, cancellationToken);
        }
    }

    /// <returns>The failure of the service, or null. A query that the configured limits refuse is not a failure.</returns>
    private async Task<string?> RunQueryAsync(RequestDelegate run, string url, CancellationToken cancellationToken)
    {
        await using var scope = _services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = CreateRequest(scope.ServiceProvider, url, body, cancellationToken);
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        try
        {
            await run(context);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            var error = ApiErrors.From(failed, context);
            return IsFailure(error.Status) ? error.Message : null;
        }
        finally
        {
            // No server completes this response, so its memory is returned here.
            context.Features.Get<ResponseMemory>()?.Dispose();
        }
        return IsFailure(context.Response.StatusCode) ? $"status {context.Response.StatusCode}" : FindFailure(body);
    }

    // The caller is an admin, so a refusal means that the query has not run.
    private static bool IsFailure(int status) =>
        status
            is >= StatusCodes.Status500InternalServerError
                or StatusCodes.Status401Unauthorized
                or StatusCodes.Status403Forbidden
                or StatusCodes.Status404NotFound;

    private static DefaultHttpContext CreateRequest(IServiceProvider services, string url, Stream body, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        RequestStages.Start(context);
        context.User = new CallerIdentity(Caller, LocalAuthentication.Scheme).ToPrincipal();
        var (request, query) = (context.Request, url.IndexOf('?', StringComparison.Ordinal));
        (request.Method, request.Scheme, request.Host, request.Path) = (HttpMethods.Get, "http", new("localhost"), url[..query]);
        request.QueryString = new(url[query..]);
        request.Headers.Accept = "application/json";
        context.Response.Body = body;
        return context;
    }

    // GraphQL reports a store failure in a response with status 200.
    private static string? FindFailure(MemoryStream body)
    {
        body.Position = 0;
        using var json = JsonDocument.Parse(body);
        return
            json.RootElement.TryGetProperty("errors", out var errors)
            && ErrorCodes.Find(errors[0].GetProperty("extensions").GetProperty("code").GetString()!) is { } code
            && IsFailure(code.Status)
            ? code.Title
            : null;
    }
}

public static class WarmUpSetup
{
    /// <summary>Adds the warm-up to the pipeline, before access and limits and after request timing.</summary>
    public static IApplicationBuilder UseWarmUp(this WebApplication app) =>
        ((IApplicationBuilder)app).Use(app.Services.GetRequiredService<WarmUp>().Wrap);
}

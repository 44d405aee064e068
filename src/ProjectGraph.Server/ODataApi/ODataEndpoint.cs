using ProjectGraph.Data.Access;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.AsyncRequests;
using ProjectGraph.Server.ODataApi.Batch;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.ODataApi.Responses;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server;

/// <summary>Maps OData 4.01 over HTTP.</summary>
public static class ODataEndpoint
{
    public static IServiceCollection AddODataApi(this IServiceCollection services) =>
        services
            .AddSingleton<ODataModel>()
            .AddSingleton<ODataReader>()
            .AddSingleton<ODataPlanner>()
            .AddSingleton<PlanCache>()
            .AddSingleton(provider => new ODataCostEstimator(
                CostLimits.ReadOData(provider.GetRequiredService<IConfiguration>()),
                provider.GetRequiredService<CallerLimits>(),
                provider.GetRequiredService<RowSizes>()
            ))
            .AddSingleton<TokenSigner>()
            .AddSingleton<SkipTokens>()
            .AddSingleton<DeltaTokens>()
            .AddSingleton<ODataQueryRunner>()
            .AddSingleton<ResourceFinder>()
            .AddSingleton<MetadataResponse>()
            .AddSingleton<DeltaResponse>()
            .AddSingleton<CollectionResponse>()
            .AddSingleton<EntityResponse>()
            .AddSingleton<ODataReads>()
            .AddSingleton<Preconditions>()
            .AddSingleton<OperationInvoker>()
            .AddSingleton<ChangeResponse>()
            .AddSingleton<FieldWrites>()
            .AddSingleton<ProjectWrites>()
            .AddSingleton<PropertyWrites>()
            .AddSingleton<ReferenceWrites>()
            .AddSingleton<ListWrites>()
            .AddSingleton<ODataWrites>()
            .AddSingleton<AsyncRequestRunner>()
            .AddSingleton<AsyncRequestEndpoint>();

    public static IEndpointRouteBuilder MapOData(this IEndpointRouteBuilder app)
    {
        app.Map(ODataReader.Prefix + "/{**path}", HandleAsync);
        return app;
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        // Set first, because error responses carry the version too.
        context.Response.Headers["OData-Version"] = ODataReader.Version401;
        var version = ODataReader.ReadVersion(request);
        context.Response.Headers["OData-Version"] = version;
        IncomingText.RequireUnicodeUrl(request);
        var services = context.RequestServices;
        var head = services.GetRequiredService<ODataReader>().ReadHead(request, version);
        var path = request.Path.Value![ODataReader.Prefix.Length..].Trim('/');
        MaskedODataPath.Describe(context, services.GetRequiredService<ODataModel>(), path);
        if (path.StartsWith(AsyncRequestEndpoint.Prefix, StringComparison.Ordinal))
            await services
                .GetRequiredService<AsyncRequestEndpoint>()
                .HandleMonitorAsync(context, head, path[AsyncRequestEndpoint.Prefix.Length..]);
        else if (
            !head.Preferences.RespondAsync
            || InnerRequest.IsInner(context)
            || !await services.GetRequiredService<AsyncRequestEndpoint>().TryStartAsync(context, head, HandleAsync)
        )
            await HandleAsync(context, head, path);
    }

    private static Task HandleAsync(HttpContext context, ODataHead head, string path)
    {
        var services = context.RequestServices;
        return context.Request.Method switch
        {
            _ when InnerRequest.IsPart(context) && PathSegments.Split(path)[0] == "$batch" => throw BatchEndpoint.NestedBatch(),
            "GET" or "HEAD" => services.GetRequiredService<ODataReads>().SendAsync(context, head, path),
            "OPTIONS" => WriteAllowedMethodsAsync(context, path),
            "POST" when QueryBody.IsQuery(context.Request, path) => HandleQueryBodyAsync(context, head, path),
            "POST" when path == "$batch" => BatchEndpoint.HandleAsync(context, head, HandleAsync),
            _ => services.GetRequiredService<ODataWrites>().RunAsync(context, head, path),
        };
    }

    private static Task WriteAllowedMethodsAsync(HttpContext context, string path)
    {
        var services = context.RequestServices;
        var target = services.GetRequiredService<ODataReader>().ReadTarget(path, context.Request.QueryString.Value);
        var allowed = AllowedMethods.Get(services.GetRequiredService<ODataModel>(), target.Path);
        context.Response.Headers.Allow = allowed is null
            ? throw new ApiException(
                ErrorCodes.PathNotFound,
                $"The path '{path}' was not found. See $metadata for the entity sets and actions."
            )
            : allowed + ", OPTIONS";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task HandleQueryBodyAsync(HttpContext context, ODataHead head, string path) =>
        await context.RequestServices.GetRequiredService<ODataReads>().SendAsync(context, head, await QueryBody.ReadAsync(context, path));
}

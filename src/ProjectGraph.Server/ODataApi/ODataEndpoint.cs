using ProjectGraph.Data.Access;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Batch;
using ProjectGraph.Server.ODataApi.Later;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server;

/// <summary>Maps OData 4.01 over HTTP.</summary>
public static class ODataEndpoint
{
    public static IServiceCollection AddODataApi(this IServiceCollection services) => services
        .AddSingleton<ODataModel>()
        .AddSingleton<ODataReader>()
        .AddSingleton<ODataPlanner>()
        .AddSingleton<PlanCache>()
        .AddSingleton(provider => new ODataCosts(CostLimits.OfOData(provider.GetRequiredService<IConfiguration>()), provider.GetRequiredService<CallerLimits>(), provider.GetRequiredService<RowSizes>()))
        .AddSingleton<TokenSigner>()
        .AddSingleton<SkipTokens>()
        .AddSingleton<DeltaTokens>()
        .AddSingleton<QueryRuns>()
        .AddSingleton<ResourceFinder>()
        .AddSingleton<MetadataAnswer>()
        .AddSingleton<DeltaAnswer>()
        .AddSingleton<CollectionAnswer>()
        .AddSingleton<EntityAnswer>()
        .AddSingleton<ODataAnswers>()
        .AddSingleton<Preconditions>()
        .AddSingleton<OperationCalls>()
        .AddSingleton<WriteAnswer>()
        .AddSingleton<FieldWrites>()
        .AddSingleton<ProjectWrites>()
        .AddSingleton<PropertyWrites>()
        .AddSingleton<ReferenceWrites>()
        .AddSingleton<ListWrites>()
        .AddSingleton<ODataWrites>()
        .AddSingleton<LaterAnswers>()
        .AddSingleton<LaterEndpoint>();

    public static IEndpointRouteBuilder MapOData(this IEndpointRouteBuilder app)
    {
        app.Map(ODataReader.Prefix + "/{**path}", AnswerAsync);
        return app;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        // Set first, because error responses carry the version too.
        context.Response.Headers["OData-Version"] = ODataReader.Version401;
        var version = ODataReader.VersionOf(request);
        context.Response.Headers["OData-Version"] = version;
        IncomingText.CheckUrl(request);
        var services = context.RequestServices;
        var head = services.GetRequiredService<ODataReader>().Head(request, version);
        var path = request.Path.Value![ODataReader.Prefix.Length..].Trim('/');
        ODataPathShape.Describe(context, services.GetRequiredService<ODataModel>(), path);
        if (path.StartsWith(LaterEndpoint.Prefix, StringComparison.Ordinal))
            await services.GetRequiredService<LaterEndpoint>().AnswerAsync(context, head, path[LaterEndpoint.Prefix.Length..]);
        else if (!head.Preferences.RespondAsync || InnerRequest.Is(context) || !await services.GetRequiredService<LaterEndpoint>().BeginAsync(context, head, AnswerAsync))
            await AnswerAsync(context, head, path);
    }

    private static Task AnswerAsync(HttpContext context, ODataHead head, string path)
    {
        var services = context.RequestServices;
        return context.Request.Method switch
        {
            _ when InnerRequest.IsPart(context) && PathSegments.Split(path)[0] == "$batch" => throw BatchEndpoint.Nested(),
            "GET" or "HEAD" => services.GetRequiredService<ODataAnswers>().SendAsync(context, head, path),
            "OPTIONS" => TellMethodsAsync(context, path),
            "POST" when QueryBody.IsQuery(context.Request, path) => QueriedAsync(context, head, path),
            "POST" when path == "$batch" => BatchEndpoint.AnswerAsync(context, head, AnswerAsync),
            _ => services.GetRequiredService<ODataWrites>().RunAsync(context, head, path),
        };
    }

    private static Task TellMethodsAsync(HttpContext context, string path)
    {
        var services = context.RequestServices;
        var target = services.GetRequiredService<ODataReader>().Target(path, context.Request.QueryString.Value);
        var allowed = AllowedMethods.Of(services.GetRequiredService<ODataModel>(), target.Path);
        context.Response.Headers.Allow = allowed is null
            ? throw new ApiException(ErrorCodes.UnknownPath, $"The path '{path}' was not found. See $metadata for the entity sets and actions.")
            : allowed + ", OPTIONS";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task QueriedAsync(HttpContext context, ODataHead head, string path) =>
        await context.RequestServices.GetRequiredService<ODataAnswers>().SendAsync(context, head, await QueryBody.ReadAsync(context, path));
}

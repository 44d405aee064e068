using ProjectGraph.Server.ODataApi;
using ProjectGraph.Server.ODataApi.Answering;
using ProjectGraph.Server.ODataApi.Batch;
using ProjectGraph.Server.ODataApi.Operations;
using ProjectGraph.Server.ODataApi.Planning;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server;

/// <summary>OData 4.01 over HTTP.</summary>
public static class ODataEndpoint
{
    public static IServiceCollection AddODataApi(this IServiceCollection services) => services
        .AddSingleton(ODataModel.Instance)
        .AddSingleton<ODataReader>()
        .AddSingleton<ODataPlanner>()
        .AddSingleton<PlanCache>()
        .AddSingleton<SkipTokens>()
        .AddSingleton<QueryRuns>()
        .AddSingleton<ResourceFinder>()
        .AddSingleton<MetadataAnswer>()
        .AddSingleton<CollectionAnswer>()
        .AddSingleton<EntityAnswer>()
        .AddSingleton<ODataAnswers>()
        .AddSingleton<ODataWrites>();

    public static IEndpointRouteBuilder MapOData(this IEndpointRouteBuilder app)
    {
        app.Map(ODataReader.Prefix + "/{**path}", AnswerAsync);
        return app;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        // First of all: an error is an answer too, and carries the version as every answer does.
        context.Response.Headers["OData-Version"] = ODataReader.Version401;
        var version = ODataReader.VersionOf(request);
        context.Response.Headers["OData-Version"] = version;
        CallerAccess.Of(context).Demand(Permission.Query);
        var services = context.RequestServices;
        var head = services.GetRequiredService<ODataReader>().Head(request, version);
        var path = request.Path.Value![ODataReader.Prefix.Length..].Trim('/');
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return services.GetRequiredService<ODataAnswers>().SendAsync(context, head, path);
        if (QueryBody.IsQuery(request, path)) return QueriedAsync(context, head, path);
        return path == "$batch" && HttpMethods.IsPost(request.Method)
            ? BatchEndpoint.AnswerAsync(context, head, AnswerAsync)
            : services.GetRequiredService<ODataWrites>().RunAsync(context, head, path);
    }

    private static async Task QueriedAsync(HttpContext context, ODataHead head, string path) =>
        await context.RequestServices.GetRequiredService<ODataAnswers>().SendAsync(context, head, await QueryBody.ReadAsync(context, path));
}

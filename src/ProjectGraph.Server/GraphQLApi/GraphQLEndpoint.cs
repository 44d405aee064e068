using System.Text.Encodings.Web;
using System.Text.Json;
using ProjectGraph.GraphQL;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Explaining;
using ProjectGraph.Server.GraphQLApi.Planning;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>GraphQL over HTTP: one request, read, executed and written.</summary>
public static class GraphQLEndpoint
{
    private static readonly JsonWriterOptions Writer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is written is complete by construction, and the check costs a tenth of a long answer.
        SkipValidation = true,
    };

    public static IServiceCollection AddGraphQLApi(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<GraphQLPlanner>()
        .AddSingleton(provider => new GraphQLCosts(CostLimits.OfGraphQL(provider.GetRequiredService<IConfiguration>())))
        .AddSingleton(provider => new GraphQLEngine(GraphQLSchema.Build(provider), GraphQLErrors.Options(provider)));

    public static IEndpointRouteBuilder MapGraphQL(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/graphql", ["GET", "HEAD", "POST"], AnswerAsync);
        app.MapGet("/graphql/schema.graphql", (GraphQLEngine engine) => Results.Text(ProjectGraph.GraphQL.Types.SchemaPrinter.Print(engine.Schema), "text/plain; charset=utf-8"));
        GraphQLIde.MapFiles(app);
        return app;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        CallerAccess.Of(context).Demand(Permission.Query);
        if (GraphQLIde.IsWanted(context.Request))
        {
            await GraphQLIde.WriteAsync(context);
            return;
        }
        var stages = RequestStages.Of(context);
        var media = ResponseMediaType.Of(context.Request);
        var request = await GraphQLReader.ReadAsync(context);
        var engine = context.RequestServices.GetRequiredService<GraphQLEngine>();
        var explanation = Explanation.IsWanted(context.Request, request) ? new Explanation() : null;
        if (explanation is not null) context.Features.Set(explanation);
        stages.End(Stage.Parse);
        var result = await engine.ExecuteAsync(request, context.RequestAborted);
        stages.End(result.WasExecuted ? Stage.Sql : Stage.Validate);
        Extend(context, result, explanation, stages);
        await WriteAsync(context, media, result, stages);
    }

    private static void Extend(HttpContext context, GraphQLResult result, Explanation? explanation, RequestStages stages)
    {
        var cost = context.Features.Get<CostReport>();
        if (cost is not null && context.Request.Headers.ContainsKey(GraphQLCosts.Header)) result.Extensions["cost"] = cost.Values();
        if (explanation is null) return;
        var root = context.RequestServices.GetRequiredService<PublicAddress>().Root(context.Request) + ODataApi.ODataReader.Prefix + "/";
        result.Extensions["explain"] = new ExplanationWriter(explanation, stages, cost, root, CallerAccess.Of(context).May(Permission.SeeSql));
    }

    private static async Task WriteAsync(HttpContext context, ResponseMediaType media, GraphQLResult result, RequestStages stages)
    {
        // The whole answer before its first byte: a failure half-way is still an error and never a cut body.
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, Writer)) GraphQLErrors.Write(json, result);
        stages.End(Stage.Write);
        var response = context.Response;
        response.StatusCode = GraphQLErrors.Status(result, media);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) response.Headers.Allow = "POST";
        response.ContentType = media.ContentType;
        response.ContentLength = buffer.Length;
        response.Headers.Vary = "Accept";
        if (!HttpMethods.IsHead(context.Request.Method)) await buffer.CopyToAsync(response.Body, context.RequestAborted);
    }
}

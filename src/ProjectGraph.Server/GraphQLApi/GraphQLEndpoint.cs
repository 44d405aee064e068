using ProjectGraph.Data.Access;
using ProjectGraph.Data.Query;
using ProjectGraph.GraphQL;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Costs;
using ProjectGraph.Server.GraphQLApi.Costs;
using ProjectGraph.Server.GraphQLApi.Documents;
using ProjectGraph.Server.GraphQLApi.Explaining;
using ProjectGraph.Server.GraphQLApi.Planning;
using ProjectGraph.Server.GraphQLApi.Streaming;
using ProjectGraph.Server.Telemetry;

namespace ProjectGraph.Server.GraphQLApi;

/// <summary>Serves GraphQL over HTTP: reads, executes and writes one request, or streams its results.</summary>
public static class GraphQLEndpoint
{
    private const long ReservedBytesPerRequest = 8 * 1024;

    public static IServiceCollection AddGraphQLApi(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddHttpContextAccessor()
            .AddSingleton(GraphQLSettings.Read(configuration))
            .AddSingleton<GraphQLPlanner>()
            .AddSingleton(provider => new GraphQLCosts(
                CostLimits.ReadGraphQL(configuration),
                provider.GetRequiredService<CallerLimits>(),
                provider.GetRequiredService<RowSizes>()
            ))
            .AddSingleton(provider => new GraphQLEngine(GraphQLSchema.Build(provider), GraphQLErrors.CreateOptions(provider)))
            .AddSingleton(provider => TrustedDocuments.Load(provider.GetRequiredService<GraphQLSettings>().TrustedDocuments))
            .AddSingleton(new PersistedQueries())
            .AddSingleton<RequestDocuments>()
            .AddSingleton<StreamSlots>();

    public static IEndpointRouteBuilder MapGraphQL(this WebApplication app)
    {
        // Invalid settings fail at startup and not at the first request.
        app.Services.GetRequiredService<TrustedDocuments>();
        var settings = app.Services.GetRequiredService<GraphQLSettings>();
        app.MapMethods("/graphql", ["GET", "HEAD", "POST"], HandleAsync).WithMetadata(new DeferredCredential());
        if (settings.Introspection)
            app.MapGet("/graphql/schema.graphql", (GraphQLEngine engine) =>
                Results.Text(SchemaPrinter.Print(engine.Schema), "text/plain; charset=utf-8")
            );
        GraphQLIde.MapFiles(app);
        return app;
    }

    private static async Task HandleAsync(HttpContext context, GraphQLSettings settings, RequestDocuments documents, GraphQLEngine engine)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await SocketEndpoint.RunAsync(context);
            return;
        }
        if (GraphQLIde.IsRequested(context.Request))
        {
            await GraphQLIde.WriteAsync(context, settings);
            return;
        }
        var stages = RequestStages.Get(context);
        var wish = HttpMethods.IsHead(context.Request.Method) ? StreamWish.None : ResponseMediaType.GetStreamPreference(context.Request);
        var media =
            wish == StreamWish.None
                ? ResponseMediaType.Negotiate(context.Request)
                : ResponseMediaType.TryNegotiate(context.Request) ?? ResponseMediaType.Json;
        var (all, isBatch) = await GraphQLReader.ReadAsync(context, settings);
        if (isBatch)
        {
            await HandleBatchAsync(context, media, all, documents, engine);
            return;
        }
        var request = documents.CreateRequest(all[0], context) with { AllowMutations = HttpMethods.IsPost(context.Request.Method) };
        var explanation = Explanation.IsRequested(context.Request, request) ? new Explanation() : null;
        if (explanation is not null)
            context.Features.Set(explanation);
        stages.End(Stage.Parse);
        if (
            wish != StreamWish.None
            && engine.Prepare(request.Query).GetOperationKind(request.OperationName) is var kind
            && ShouldStream(kind, request, wish)
        )
        {
            await EventStreamEndpoint.RunAsync(context, engine, request, isSubscription: kind == OperationKind.Subscription);
            return;
        }
        using var span = ServerTelemetry.StartGraphQL();
        var result = await engine.ExecuteAsync(request, context.RequestAborted);
        span?.Dispose();
        stages.End(result.WasExecuted ? Stage.Sql : Stage.Validate);
        AddExtensions(context, result, explanation, stages);
        await GraphQLResponse.WriteAsync(context, media, result, settings);
    }

    private static void AddExtensions(HttpContext context, GraphQLResult result, Explanation? explanation, RequestStages stages)
    {
        AddCost(context, result);
        if (explanation is null)
            return;
        var root = context.RequestServices.GetRequiredService<PublicAddress>().GetRoot(context.Request) + ODataApi.ODataReader.Prefix + "/";
        result.Extensions["explain"] = new ExplanationWriter(
            explanation,
            stages,
            context.Features.Get<CostReport>(),
            root,
            CallerAccess.Get(context).Has(Permission.SeeSql)
        );
    }

    private static void AddCost(HttpContext context, GraphQLResult result)
    {
        if (context.Features.Get<CostReport>() is { } cost && context.Request.Headers.ContainsKey(GraphQLCosts.Header))
            result.Extensions["cost"] = cost.ToDictionary();
    }

    private static async Task HandleBatchAsync(
        HttpContext context,
        ResponseMediaType media,
        IReadOnlyList<GraphQLParameters> all,
        RequestDocuments documents,
        GraphQLEngine engine
    )
    {
        var requests = all.Select(each => documents.CreateRequest(each, context)).ToList();
        var memory = ResponseMemory.GetOrCreate(context);
        using var results = new PooledBuffer(memory);
        // Each request has an entry in the response, even if it is only an error.
        var kept = ReservedBytesPerRequest * (requests.Count + 1);
        await memory.HoldBackAsync(kept, context.RequestAborted);
        // Requests run one after the other, because a list of mutations is ordered.
        foreach (var request in requests)
        {
            memory.ReleaseHeldBack(ReservedBytesPerRequest);
            await AppendAsync(context, results, memory, request, engine);
        }
        memory.ReleaseHeldBack(kept);
        RequestStages.Get(context).End(Stage.Sql);
        await GraphQLResponse.WriteAsync(context, media, results);
    }

    /// <summary>Skips a request whose result can no longer be delivered. A refusal becomes that request's result, because earlier requests may have made changes.</summary>
    private static async Task AppendAsync(
        HttpContext context,
        PooledBuffer results,
        ResponseMemory memory,
        GraphQLRequest request,
        GraphQLEngine engine
    )
    {
        context.Features.Set<CostReport>(null);
        try
        {
            await memory.EnsureAvailableAsync(request.AllowMutations ? memory.RoomForChange : memory.RoomForPart, context.RequestAborted);
            using var span = ServerTelemetry.StartGraphQL();
            var result = await engine.ExecuteAsync(request, context.RequestAborted);
            AddCost(context, result);
            GraphQLResponse.Append(results, memory, result);
        }
        catch (ApiException refusal)
        {
            GraphQLResponse.Append(results, memory, GraphQLResult.FromError(GraphQLErrors.FromApiError(refusal.Error)));
        }
    }

    /// <summary>Decides whether to stream. Clients that accept a stream with every request get one only for several results.</summary>
    private static bool ShouldStream(OperationKind? kind, GraphQLRequest request, StreamWish wish) =>
        kind == OperationKind.Subscription || (wish == StreamWish.First && (kind != OperationKind.Mutation || request.AllowMutations));
}

using ProjectGraph.Data.Storage;
using ProjectGraph.Server;
using ProjectGraph.Server.GraphQLApi;
using ProjectGraph.Server.GraphQLApi.Streaming;
using ProjectGraph.Server.Telemetry;
using ProjectGraph.Vendors;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddHosting();
    builder.AddCorsPolicy();
    if (Commands.IsCommand(args))
        builder.Logging.ClearProviders();
    else
        builder.AddTerminal().AddObservability();
    builder.AddCompression();
    builder.AddSandboxes();
    builder
        .Services.AddGraphStore(builder.Configuration)
        .AddVendors(builder.Configuration)
        .AddHealth()
        .AddAccess(builder.Configuration)
        .AddRateLimits()
        .AddResponseMemory()
        .AddGraphQLApi(builder.Configuration)
        .AddODataApi();

    var app = builder.Build();
    app.UseTrustedProxies();
    app.UseNormalizedPaths();
    app.UseRequestStages();
    app.UseStreams();
    app.UseApiErrors();
    app.UseCorsPolicy();
    app.UseRequestSizes();
    app.UseWarmUp();
    app.UseCompression();
    app.UseHealthDetails();
    app.UseRouting();
    app.UseAddressLimits();
    app.UseAccess();
    app.UseCallerLimits();
    app.UseReadPositions();
    app.MapLandingPage();
    app.MapHealth();
    app.MapGraphQL();
    app.MapOData();
    app.MapConnect();
    app.MapEnabledSandboxes();
    return await app.RunCommandAsync(args);
}
catch (Exception refusal) when (refusal is StartException or StoreException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

/// <summary>Lets tests start the program.</summary>
public sealed partial class Program;

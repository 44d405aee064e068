using ProjectGraph.Data.Storage;
using ProjectGraph.Server;
using ProjectGraph.Server.GraphQLApi;
using ProjectGraph.Vendors;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddHosting();
    builder.AddSandboxes();
    builder.Services
        .AddGraphStore(builder.Configuration)
        .AddVendors(builder.Configuration)
        .AddHealth()
        .AddAccess()
        .AddGraphQLApi()
        .AddODataApi();

    var app = builder.Build();
    app.UseTrustedProxies();
    app.UseRequestStages();
    app.UseApiErrors();
    app.UseRouting();
    app.UseAccess();
    app.MapLandingPage();
    app.MapHealth();
    app.MapGraphQL();
    app.MapOData();
    app.MapConnect();
    app.MapEnabledSandboxes();
    return await app.RunVerbAsync(args);
}
catch (Exception refusal) when (refusal is StartException or StoreException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

/// <summary>Lets tests start the program.</summary>
public sealed partial class Program;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OData.Edm;
using Microsoft.OData.ModelBuilder;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>A second implementation: Microsoft.AspNetCore.OData over EF Core on a store's SQLite file, which it only reads.</summary>
public static class PeerServer
{
    public static async Task<WebApplication> StartAsync(string file, int port = 0, Action<WebApplication>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddDbContextPool<PeerContext>(options => options.UseSqlite($"Data Source={file};Mode=ReadOnly"));
        builder
            .Services.AddControllers()
            .AddApplicationPart(typeof(PeerServer).Assembly)
            .AddOData(options => options.EnableQueryFeatures(10_000).AddRouteComponents("odata", Model()).TimeZone = TimeZoneInfo.Utc);
        var app = builder.Build();
        app.MapControllers();
        configure?.Invoke(app);
        await app.StartAsync();
        return app;
    }

    private static IEdmModel Model()
    {
        var builder = new ODataConventionModelBuilder { Namespace = "ProjectGraph" };
        Named(builder.EntitySet<PeerProject>("Projects").EntityType, "Project");
        Named(builder.EntitySet<PeerCompany>("Companies").EntityType, "Company");
        Named(builder.EntitySet<PeerPerson>("People").EntityType, "Person");
        Named(builder.EntitySet<PeerTag>("ProjectTags").EntityType, "ProjectTag");
        Named(builder.EntitySet<PeerCustomField>("ProjectCustomFields").EntityType, "ProjectCustomField");
        Named(builder.EntitySet<PeerPlanhat>("PlanhatProjects").EntityType, "PlanhatProject").HasKey(row => row.ProjectId);
        var (vendor, status) = (builder.EnumType<PeerVendor>(), builder.EnumType<PeerStatus>());
        (vendor.Name, vendor.Namespace, status.Name, status.Namespace) = ("Vendor", "ProjectGraph", "ProjectStatus", "ProjectGraph");
        return builder.GetEdmModel();
    }

    private static EntityTypeConfiguration<T> Named<T>(EntityTypeConfiguration<T> type, string name)
        where T : class
    {
        (type.Name, type.Namespace) = (name, "ProjectGraph");
        return type;
    }
}

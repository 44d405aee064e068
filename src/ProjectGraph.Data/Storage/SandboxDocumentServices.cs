using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProjectGraph.Data.Storage;

public static class SandboxDocumentServices
{
    /// <summary>
    /// Keeps what the sandboxes hold in a file beside the store's: <c>projectgraph.db</c> has <c>projectgraph.sandbox.db</c>.
    /// Were it lost at a stop, the next sync would take what the sandboxes were told away from the graph.
    /// </summary>
    public static IServiceCollection AddSandboxDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        var configured = configuration.GetConnectionString("ProjectGraph");
        return services.AddSingleton<IDocumentStore>(_ => Open(string.IsNullOrWhiteSpace(configured) ? GraphStoreServices.DefaultFile : configured));
    }

    private static SandboxDocumentStore Open(string connectionString)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new(Path.ChangeExtension(file, ".sandbox.db"));
    }
}

using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Moving;

namespace ProjectGraph.Server;

/// <summary>What the program does: serve, unless its first argument is one of these verbs.</summary>
internal static class Verbs
{
    private const string Usage =
        """
        ProjectGraph.Server                                         serves
        ProjectGraph.Server key create --name NAME --role ROLE      prints a new API key, once; ROLE is reader, operator or admin
        ProjectGraph.Server key revoke --name NAME                  ends the key of that name
        ProjectGraph.Server store migrate --from STORE --to STORE   moves a store; each is a SQLite file or a connection string
        ProjectGraph.Server schema FOLDER                           writes the schema files
        """;

    public static Task<int> RunVerbAsync(this WebApplication app, string[] args) => args switch
    {
        [] or [['-', ..], ..] => ServeAsync(app),
        ["key", "create", ..] => CreateKeyAsync(app),
        ["key", "revoke", ..] => RevokeKeyAsync(app),
        ["store", "migrate", ..] => MoveStoreAsync(app),
        ["schema", var folder] => WriteSchemaAsync(app, folder),
        _ => throw new StartException($"There is no verb '{args[0]}'.\n{Usage}"),
    };

    private static async Task<int> ServeAsync(WebApplication app)
    {
        ListenAddresses.Check(app.Configuration);
        await OpenStoreAsync(app);
        app.Services.GetRequiredService<Readiness>().Done(ReadinessStep.Store);
        await Access.DemandKeysAsync(app);
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> CreateKeyAsync(WebApplication app)
    {
        await OpenStoreAsync(app);
        var name = Argument(app, "name");
        if (!Enum.TryParse<AccessRole>(Argument(app, "role"), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw new StartException("The role is reader, operator or admin.");
        Console.WriteLine(await app.Services.GetRequiredService<ApiKeyStore>().CreateAsync(name, role, CancellationToken.None));
        return 0;
    }

    private static async Task<int> RevokeKeyAsync(WebApplication app)
    {
        await OpenStoreAsync(app);
        var name = Argument(app, "name");
        if (!await app.Services.GetRequiredService<ApiKeyStore>().RevokeAsync(name, CancellationToken.None))
            throw new StartException($"There is no key named '{name}'.");
        Console.WriteLine($"The key '{name}' is revoked.");
        return 0;
    }

    private static async Task<int> MoveStoreAsync(WebApplication app)
    {
        await new StoreMove(TimeProvider.System, Console.WriteLine).RunAsync(Argument(app, "from"), Argument(app, "to"), CancellationToken.None);
        return 0;
    }

    private static async Task<int> WriteSchemaAsync(WebApplication app, string folder)
    {
        foreach (var (name, text) in SchemaFiles.Of(app.Services)) await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        return 0;
    }

    private static Task OpenStoreAsync(WebApplication app) => app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);

    private static string Argument(WebApplication app, string name) =>
        app.Configuration[name] is { Length: > 0 } value ? value : throw new StartException($"--{name} is missing.\n{Usage}");
}

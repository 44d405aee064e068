using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server;

/// <summary>What the program does: serve, unless its first argument is one of these verbs.</summary>
internal static class Verbs
{
    private const string Usage =
        """
        ProjectGraph.Server                                      serves
        ProjectGraph.Server key create --name NAME --role ROLE   prints a new API key, once; ROLE is reader, operator or admin
        ProjectGraph.Server key revoke --name NAME               ends the key of that name
        """;

    public static Task<int> RunVerbAsync(this WebApplication app, string[] args) => args switch
    {
        [] or [['-', ..], ..] => ServeAsync(app),
        ["key", "create", ..] => CreateKeyAsync(app),
        ["key", "revoke", ..] => RevokeKeyAsync(app),
        _ => throw new StartException($"There is no verb '{args[0]}'.\n{Usage}"),
    };

    private static async Task<int> ServeAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        app.Services.GetRequiredService<Readiness>().Done(ReadinessStep.Store);
        await Access.DemandKeysAsync(app);
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> CreateKeyAsync(WebApplication app)
    {
        var name = Argument(app, "name");
        if (!Enum.TryParse<AccessRole>(Argument(app, "role"), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw new StartException("The role is reader, operator or admin.");
        Console.WriteLine(await (await KeysAsync(app)).CreateAsync(name, role, CancellationToken.None));
        return 0;
    }

    private static async Task<int> RevokeKeyAsync(WebApplication app)
    {
        var name = Argument(app, "name");
        if (!await (await KeysAsync(app)).RevokeAsync(name, CancellationToken.None))
            throw new StartException($"There is no key named '{name}'.");
        Console.WriteLine($"The key '{name}' is revoked.");
        return 0;
    }

    private static async Task<ApiKeyStore> KeysAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        return app.Services.GetRequiredService<ApiKeyStore>();
    }

    private static string Argument(WebApplication app, string name) =>
        app.Configuration[name] is { Length: > 0 } value ? value : throw new StartException($"--{name} is missing.\n{Usage}");
}

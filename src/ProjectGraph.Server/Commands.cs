using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Moving;

namespace ProjectGraph.Server;

/// <summary>Runs the command in the program's first argument. Without one, the program serves.</summary>
internal static class Commands
{
    private const string ScriptUsage = "store script [--provider Sqlite|PostgreSql] [--from MIGRATION]";

    private const string Usage = $"""
        ProjectGraph.Server                                         serves
        ProjectGraph.Server {KeyCommands.CreateUsage}
                                                                    prints a new API key, once
        ProjectGraph.Server {KeyCommands.ListUsage}                                lists the keys that are not revoked
        ProjectGraph.Server {KeyCommands.RevokeUsage}                  revokes the key of that name
        ProjectGraph.Server {KeyCommands.RotateUsage}
                                                                    prints a key that replaces the one of that name; the old one
                                                                    stays valid for the overlap
        ProjectGraph.Server store migrate --from STORE --to STORE   copies a store; each is a SQLite file or a connection string
        ProjectGraph.Server {ScriptUsage}
                                                                    prints the SQL that upgrades a store
        ProjectGraph.Server schema FOLDER                           writes the schema files
        """;

    /// <summary>Whether the arguments name a command. Its output is for programs, so nothing is logged.</summary>
    public static bool IsCommand(string[] args) => args is [[not '-', ..], ..];

    public static Task<int> RunCommandAsync(this WebApplication app, string[] args) =>
        args switch
        {
            [] or [['-', ..], ..] => ServeAsync(app),
            ["key", .. var command] => KeyCommands.RunAsync(app, command),
            ["store", "migrate", ..] => TransferStoreAsync(app),
            ["store", "script", .. var options] => PrintScriptAsync(app, CommandOptions.Parse(options, ScriptUsage, "provider", "from")),
            ["schema", var folder] => WriteSchemaAsync(app, folder),
            _ => throw new StartException($"The command '{args[0]}' is unknown.\n{Usage}"),
        };

    private static async Task<int> ServeAsync(WebApplication app)
    {
        ListenAddresses.Check(app.Configuration);
        await OpenStoreAsync(app);
        app.Services.GetRequiredService<Readiness>().Complete(ReadinessStep.Store);
        await Access.RequireApiKeyAsync(app);
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> TransferStoreAsync(WebApplication app)
    {
        await new StoreTransfer(TimeProvider.System, Console.WriteLine).RunAsync(
            GetArgument(app, "from"),
            GetArgument(app, "to"),
            CancellationToken.None
        );
        return 0;
    }

    private static async Task<int> PrintScriptAsync(WebApplication app, CommandOptions options)
    {
        await Console.Out.WriteAsync(
            SchemaScript.Create(options.GetOptional("provider") ?? app.Configuration["Store:Provider"], options.GetOptional("from"))
        );
        return 0;
    }

    private static async Task<int> WriteSchemaAsync(WebApplication app, string folder)
    {
        foreach (var (name, text) in SchemaFiles.Create(app.Services))
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        return 0;
    }

    private static Task OpenStoreAsync(WebApplication app) =>
        app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);

    private static string GetArgument(WebApplication app, string name) =>
        app.Configuration[name] is { Length: > 0 } value ? value : throw new StartException($"--{name} is missing.\n{Usage}");
}

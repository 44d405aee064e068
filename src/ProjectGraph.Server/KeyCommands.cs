using System.Globalization;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Server;

/// <summary>The commands for API keys. Standard output has the key, or the list, and nothing else.</summary>
internal static class KeyCommands
{
    public const string CreateUsage = "key create --name NAME --role reader|operator|admin [--expires 90d] [--account NAME]... [--protocol graphql|odata]...";
    public const string ListUsage = "key list";
    public const string RevokeUsage = "key revoke --name NAME";
    public const string RotateUsage = "key rotate --name NAME [--overlap 24h]";

    private static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(24);

    /// <param name="arguments">What follows <c>key</c>.</param>
    /// <exception cref="StartException">It cannot be done; the message says why.</exception>
    public static async Task<int> RunAsync(WebApplication app, string[] arguments)
    {
        var command = Command(app.Services, arguments);
        try
        {
            await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
            foreach (var line in await command()) Console.WriteLine(line);
            return 0;
        }
        catch (ApiKeyException refused)
        {
            throw new StartException(refused.Message);
        }
        finally
        {
            // Other processes need not wait to find out that this one has left the store.
            await app.DisposeAsync();
        }
    }

    // The options are read before the store is opened, which creates it.
    private static Func<Task<IEnumerable<string>>> Command(IServiceProvider services, string[] arguments)
    {
        var rest = arguments.AsSpan(Math.Min(1, arguments.Length));
        switch (arguments.FirstOrDefault())
        {
            case "create":
                var draft = Draft(CommandOptions.Parse(rest, CreateUsage, "name", "role", "expires", "account", "protocol"), services.GetRequiredService<TimeProvider>());
                return () => CreateAsync(services, draft.Key, draft.Accounts);
            case "list":
                CommandOptions.Parse(rest, ListUsage);
                return () => ListAsync(services);
            case "revoke":
                var revoked = CommandOptions.Parse(rest, RevokeUsage, "name").One("name");
                return () => RevokeAsync(services, revoked);
            case "rotate":
                var options = CommandOptions.Parse(rest, RotateUsage, "name", "overlap");
                var (name, overlap) = (options.One("name"), options.Duration("overlap") ?? UsualOverlap);
                return async () => [(await services.GetRequiredService<ApiKeyStore>().RotateAsync(name, overlap, CancellationToken.None)).Secret];
            case var other:
                throw new StartException($"There is no command 'key {other}'. Use key create, key list, key revoke or key rotate.");
        }
    }

    private static (ApiKeyDraft Key, IReadOnlyList<string> Accounts) Draft(CommandOptions options, TimeProvider time)
    {
        var name = options.One("name");
        var role = Member<AccessRole>(options.One("role")) ?? throw new StartException("The role is reader, operator or admin.");
        var protocols = options.Many("protocol").Select(text => Member<ApiProtocol>(text) ?? throw new StartException($"--protocol is '{text}'. Give graphql or odata.")).ToHashSet();
        return (new(name, role)
        {
            ExpiresAt = time.GetUtcNow() + options.Duration("expires"),
            Protocols = protocols.Count == 0 ? null : protocols,
        }, options.Many("account"));
    }

    // Not Enum.Parse, which takes numbers and sums of members too.
    private static T? Member<T>(string text) where T : struct, Enum => EnumModel.Get(typeof(T)).Find(text.ToUpperInvariant())?.Value as T?;

    private static async Task<IEnumerable<string>> CreateAsync(IServiceProvider services, ApiKeyDraft draft, IReadOnlyList<string> accounts)
    {
        if (accounts.Count > 0) draft = draft with { VendorAccounts = await AccountsAsync(services, accounts) };
        return [(await services.GetRequiredService<ApiKeyStore>().CreateAsync(draft, CancellationToken.None)).Secret];
    }

    private static async Task<IEnumerable<string>> RevokeAsync(IServiceProvider services, string name) =>
        await services.GetRequiredService<ApiKeyStore>().RevokeAsync(name, CancellationToken.None) ? [] : throw new StartException($"There is no key named '{name}'.");

    // An account may be configured for a service that has never run.
    private static async Task<IReadOnlySet<long>> AccountsAsync(IServiceProvider services, IReadOnlyList<string> names)
    {
        try
        {
            await services.GetRequiredService<VendorAccounts>().RegisterConfiguredAsync(services.GetRequiredService<IConfiguration>(), CancellationToken.None);
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartException(wrong.Message);
        }
        var known = (await services.GetRequiredService<VendorAccountStore>().NamesAsync(CancellationToken.None)).ToDictionary(account => account.Value, account => account.Key, StringComparer.Ordinal);
        var unknown = names.Where(name => !known.ContainsKey(name)).Select(name => $"'{name}'").ToList();
        if (unknown.Count == 0) return names.Select(name => known[name]).ToHashSet();
        var there = known.Count == 0 ? "There are none: configure them under Vendors:Accounts." : $"There are: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.";
        throw new StartException($"There is no vendor account {string.Join(" or ", unknown)}. {there}");
    }

    private static async Task<IEnumerable<string>> ListAsync(IServiceProvider services)
    {
        var accounts = await services.GetRequiredService<VendorAccountStore>().NamesAsync(CancellationToken.None);
        var keys = await services.GetRequiredService<ApiKeyStore>().ListAsync(CancellationToken.None);
        return Table([["NAME", "ROLE", "CREATED", "LAST USED", "EXPIRES", "ACCOUNTS", "PROTOCOLS"], .. keys.Where(key => key.RevokedAt is null).Select(key => Row(key, accounts))]);
    }

    private static string[] Row(ApiKey key, IReadOnlyDictionary<long, string> accounts) =>
    [
        key.Name,
        Lower(typeof(AccessRole), (long)key.Role),
        Instant(key.CreatedAt),
        Instant(key.LastUsedAt),
        Instant(key.ExpiresAt),
        key.VendorAccounts is { } restricted ? string.Join(", ", restricted.Order().Select(id => accounts.GetValueOrDefault(id, "(removed)"))) : "all",
        key.Protocols is { } protocols ? string.Join(", ", protocols.Order().Select(protocol => Lower(typeof(ApiProtocol), (long)protocol))) : "all",
    ];

    private static string Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never";

    // A later version may have written a number that this one does not know.
    private static string Lower(Type type, long number) => EnumModel.Get(type).Find(number)?.Name.ToLowerInvariant() ?? "unknown";

    // Two spaces between columns, so that a value may hold one.
    private static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((value, column) => value.PadRight(widths[column]))).TrimEnd());
    }
}

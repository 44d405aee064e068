using System.Globalization;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Server;

/// <summary>Runs the commands for API keys. Standard output contains only the key or the list.</summary>
internal static class KeyCommands
{
    public const string CreateUsage =
        "key create --name NAME --role reader|operator|admin [--expires 90d] [--account NAME]... [--protocol graphql|odata]...";
    public const string ListUsage = "key list";
    public const string RevokeUsage = "key revoke --name NAME";
    public const string RotateUsage = "key rotate --name NAME [--overlap 24h]";

    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    /// <param name="arguments">The arguments after <c>key</c>.</param>
    /// <exception cref="StartException">The command failed. The message states the reason.</exception>
    public static async Task<int> RunAsync(WebApplication app, string[] arguments)
    {
        var command = ParseCommand(app.Services, arguments);
        try
        {
            await app.Services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
            foreach (var line in await command())
                Console.WriteLine(line);
            return 0;
        }
        catch (ApiKeyException refused)
        {
            throw new StartException(refused.Message);
        }
        finally
        {
            // Disposing unregisters this process from the store, so other processes need not wait for its time-out.
            await app.DisposeAsync();
        }
    }

    // The options are checked first, because opening the store creates it.
    private static Func<Task<IEnumerable<string>>> ParseCommand(IServiceProvider services, string[] arguments)
    {
        var rest = arguments.AsSpan(Math.Min(1, arguments.Length));
        switch (arguments.FirstOrDefault())
        {
            case "create":
                var draft = CreateDraft(
                    CommandOptions.Parse(rest, CreateUsage, "name", "role", "expires", "account", "protocol"),
                    services.GetRequiredService<TimeProvider>()
                );
                return () => CreateAsync(services, draft.Key, draft.Accounts);
            case "list":
                CommandOptions.Parse(rest, ListUsage);
                return () => ListAsync(services);
            case "revoke":
                var revoked = CommandOptions.Parse(rest, RevokeUsage, "name").GetRequired("name");
                return () => RevokeAsync(services, revoked);
            case "rotate":
                var options = CommandOptions.Parse(rest, RotateUsage, "name", "overlap");
                var (name, overlap) = (options.GetRequired("name"), options.GetDuration("overlap") ?? DefaultOverlap);
                return async () =>
                    [(await services.GetRequiredService<ApiKeyStore>().RotateAsync(name, overlap, CancellationToken.None)).Secret];
            case var other:
                throw new StartException($"The command 'key {other}' is unknown. Use key create, key list, key revoke or key rotate.");
        }
    }

    private static (ApiKeyDraft Key, IReadOnlyList<string> Accounts) CreateDraft(CommandOptions options, TimeProvider time)
    {
        var name = options.GetRequired("name");
        var role = ParseMember<AccessRole>(options.GetRequired("role"))
            ?? throw new StartException($"--role is '{options.GetRequired("role")}'. Give reader, operator or admin.");
        var protocols = options
            .GetAll("protocol")
            .Select(text => ParseMember<ApiProtocol>(text) ?? throw new StartException($"--protocol is '{text}'. Give graphql or odata."))
            .ToHashSet();
        return (
            new(name, role)
            {
                ExpiresAt = time.GetUtcNow() + options.GetDuration("expires"),
                Protocols = protocols.Count == 0 ? null : protocols,
            },
            options.GetAll("account")
        );
    }

    // Enum.Parse is not used, because it also accepts numbers and combinations of members.
    private static T? ParseMember<T>(string text)
        where T : struct, Enum => EnumModel.Get(typeof(T)).Find(text.ToUpperInvariant())?.Value as T?;

    private static async Task<IEnumerable<string>> CreateAsync(IServiceProvider services, ApiKeyDraft draft, IReadOnlyList<string> accounts)
    {
        if (accounts.Count > 0)
            draft = draft with { VendorAccounts = await FindAccountsAsync(services, accounts) };
        return [(await services.GetRequiredService<ApiKeyStore>().CreateAsync(draft, CancellationToken.None)).Secret];
    }

    private static async Task<IEnumerable<string>> RevokeAsync(IServiceProvider services, string name) =>
        await services.GetRequiredService<ApiKeyStore>().RevokeAsync(name, CancellationToken.None)
            ? []
            : throw new StartException($"The key '{name}' was not found.");

    // The service may never have run, so configured vendor accounts are registered first.
    private static async Task<IReadOnlySet<long>> FindAccountsAsync(IServiceProvider services, IReadOnlyList<string> names)
    {
        try
        {
            await services
                .GetRequiredService<VendorAccounts>()
                .RegisterConfiguredAsync(services.GetRequiredService<IConfiguration>(), CancellationToken.None);
        }
        catch (InvalidOperationException wrong)
        {
            throw new StartException(wrong.Message);
        }
        var known = (await services.GetRequiredService<VendorAccountStore>().NamesAsync(CancellationToken.None)).ToDictionary(
            account => account.Value,
            account => account.Key,
            StringComparer.Ordinal
        );
        var unknown = names.Where(name => !known.ContainsKey(name)).Select(name => $"'{name}'").ToList();
        if (unknown.Count == 0)
            return names.Select(name => known[name]).ToHashSet();
        var there =
            known.Count == 0
                ? "The store has no vendor accounts. Configure them under Vendors:Accounts."
                : $"The vendor accounts are: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.";
        throw new StartException($"The vendor account {string.Join(" or ", unknown)} was not found. {there}");
    }

    private static async Task<IEnumerable<string>> ListAsync(IServiceProvider services)
    {
        var accounts = await services.GetRequiredService<VendorAccountStore>().NamesAsync(CancellationToken.None);
        var keys = await services.GetRequiredService<ApiKeyStore>().ListAsync(CancellationToken.None);
        return FormatTable([
            ["NAME", "ROLE", "CREATED", "LAST USED", "EXPIRES", "ACCOUNTS", "PROTOCOLS"],
            .. keys.Where(key => key.RevokedAt is null).Select(key => FormatRow(key, accounts)),
        ]);
    }

    private static string[] FormatRow(ApiKey key, IReadOnlyDictionary<long, string> accounts) =>
        [
            key.Name,
            FormatMember(typeof(AccessRole), (long)key.Role),
            FormatInstant(key.CreatedAt),
            FormatInstant(key.LastUsedAt),
            FormatInstant(key.ExpiresAt),
            key.VendorAccounts is { } restricted
                ? string.Join(", ", restricted.Order().Select(id => accounts.GetValueOrDefault(id, "(removed)")))
                : "all",
            key.Protocols is { } protocols
                ? string.Join(", ", protocols.Order().Select(protocol => FormatMember(typeof(ApiProtocol), (long)protocol)))
                : "all",
        ];

    private static string FormatInstant(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never";

    // A newer version may have stored a number that this version does not know.
    private static string FormatMember(Type type, long number) => EnumModel.Get(type).Find(number)?.Name.ToLowerInvariant() ?? "unknown";

    // Two spaces separate columns, because a value may contain one space.
    private static IEnumerable<string> FormatTable(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((value, column) => value.PadRight(widths[column]))).TrimEnd());
    }
}

using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Http;

/// <summary>Reads <c>Vendors:Connections</c> and adds one vendor account per sandbox where sandboxes are enabled.</summary>
internal sealed class VendorAccountConfiguration(VendorRegistry vendors, IConfiguration configuration, Func<Uri?> ownAddress)
{
    /// <exception cref="InvalidOperationException">An entry is invalid. The message names it and the reason.</exception>
    public IReadOnlyList<VendorAccountSettings> Read()
    {
        var configured = configuration.GetSection("Vendors:Accounts").GetChildren().Select(Account).ToList();
        var sandboxes = configuration.GetValue("Sandbox:Enabled", false) ? vendors.ConnectorsWithSandbox.Select(CreateSandboxAccount) : [];
        // A configured vendor account of the same name replaces the built-in one: its credentials may differ.
        List<VendorAccountSettings> all =
        [
            .. configured,
            .. sandboxes.Where(sandbox => configured.TrueForAll(account => account.Name != sandbox.Name)),
        ];
        return all.GroupBy(settings => settings.Name).FirstOrDefault(group => group.Count() > 1) is { } duplicate
            ? throw new InvalidOperationException(
                $"Vendors:Accounts: the name '{duplicate.Key}' is used more than once. Give each entry its own name."
            )
            : all;
    }

    private VendorAccountSettings CreateSandboxAccount(VendorConnector connector)
    {
        var address = configuration["Sandbox:BaseUrl"] is { } given ? new Uri(given.TrimEnd('/') + "/") : ownAddress();
        if (address is null)
            throw new InvalidOperationException("The address of the sandboxes is unknown. Set Sandbox:BaseUrl.");
        var name = connector.SandboxPath!.Split('/')[1] + "-sandbox";
        return new(name, connector.Vendor, new(address, connector.SandboxPath), connector.SandboxCredentials, connector.SandboxSettings)
        {
            AllowPrivateNetwork = true,
            SyncInterval = ReadInterval(configuration.GetSection("Vendors")),
        };
    }

    private VendorAccountSettings Account(IConfigurationSection section)
    {
        var name = section["Name"] is { Length: > 0 } text ? text : throw CreateError(section, "Name is missing");
        var vendor =
            vendors.Members.Members.FirstOrDefault(member => Normalize(member.Name) == Normalize(section["Vendor"] ?? ""))?.Value as Vendor?
            ?? throw CreateError(section, $"Vendor '{section["Vendor"]}' of '{name}' is unknown");
        var connector = vendors.Find(vendor) ?? throw CreateError(section, $"{vendor} has no connector");
        var credentials = ReadValues(section.GetSection("Credentials"));
        if (connector.SandboxCredentials.Keys.FirstOrDefault(key => !credentials.ContainsKey(key)) is { } missing)
            throw CreateError(section, $"Credentials:{missing} of '{name}' is missing");
        var address = ReadBaseUrl(section, name, connector);
        return new(name, vendor, address, credentials, ReadValues(section.GetSection("Settings")))
        {
            AllowPrivateNetwork = section.GetValue("AllowPrivateNetwork", IsOwnSandbox(address)),
            SyncInterval = ReadInterval(section["SyncInterval"] is null ? configuration.GetSection("Vendors") : section),
        };
    }

    // A vendor account at a sandbox of this process may have other credentials, but the same address.
    private bool IsOwnSandbox(Uri address) =>
        configuration.GetValue("Sandbox:Enabled", false)
        && address.IsLoopback
        && address.AbsolutePath.StartsWith("/sandbox/", StringComparison.Ordinal)
        && ownAddress() is { } own
        && own.Port == address.Port;

    private static TimeSpan? ReadInterval(IConfigurationSection section)
    {
        if (section["SyncInterval"] is not { } text)
            return SyncInterval.Default;
        return SyncInterval.TryParse(text, out var interval)
            ? interval
            : throw CreateError(
                section,
                $"SyncInterval '{text}' is not an interval between ten seconds and a week. Give 15m, 1h, 00:15:00 or Off"
            );
    }

    private static Uri ReadBaseUrl(IConfigurationSection section, string name, VendorConnector connector)
    {
        if (section["BaseUrl"] is not { Length: > 0 } text)
            return connector.DefaultBaseUrl ?? throw CreateError(section, $"BaseUrl of '{name}' is missing");
        if (
            !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
        )
            throw CreateError(section, $"BaseUrl of '{name}' must be an http or https address without user and query");
        return address;
    }

    private static Dictionary<string, string> ReadValues(IConfigurationSection section) =>
        section
            .GetChildren()
            .Where(child => child.Value is not null)
            .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase);

    // GROW_CRM, GrowCrm and grow-crm name the same vendor.
    private static string Normalize(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static InvalidOperationException CreateError(IConfigurationSection section, string reason) => new($"{section.Path}: {reason}.");
}

using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Http;

/// <summary>Reads <c>Vendors:Connections</c> and adds one vendor account per sandbox where sandboxes are enabled.</summary>
internal sealed class ConnectionConfiguration(VendorRegistry vendors, IConfiguration configuration, Func<Uri?> ownAddress)
{
    /// <exception cref="InvalidOperationException">An entry is invalid. The message names it and the reason.</exception>
    public IReadOnlyList<ConnectionSettings> Read()
    {
        var configured = configuration.GetSection("Vendors:Connections").GetChildren().Select(Connection).ToList();
        var sandboxes = configuration.GetValue("Sandbox:Enabled", false) ? vendors.Emulated.Select(Sandbox) : [];
        // A configured vendor account of the same name replaces the built-in one: its credentials may differ.
        List<ConnectionSettings> all = [.. configured, .. sandboxes.Where(sandbox => configured.TrueForAll(account => account.Name != sandbox.Name))];
        return all.GroupBy(settings => settings.Name).FirstOrDefault(group => group.Count() > 1) is { } duplicate
            ? throw new InvalidOperationException($"Vendors:Connections: the name '{duplicate.Key}' is used more than once. Give each entry its own name.")
            : all;
    }

    private ConnectionSettings Sandbox(VendorConnector connector)
    {
        var address = configuration["Sandbox:BaseUrl"] is { } given ? new Uri(given.TrimEnd('/') + "/") : ownAddress();
        if (address is null) throw new InvalidOperationException("The address of the sandboxes is unknown. Set Sandbox:BaseUrl.");
        var name = connector.SandboxPath.Split('/')[1] + "-sandbox";
        return new(name, connector.Vendor, new(address, connector.SandboxPath), connector.SandboxCredentials, connector.SandboxSettings)
        {
            AllowPrivateNetwork = true,
            SyncInterval = Interval(configuration.GetSection("Vendors")),
        };
    }

    private ConnectionSettings Connection(IConfigurationSection section)
    {
        var name = section["Name"] is { Length: > 0 } text ? text : throw Wrong(section, "Name is missing");
        var vendor = vendors.Members.Members
            .FirstOrDefault(member => Normal(member.Name) == Normal(section["Vendor"] ?? ""))?.Value as Vendor? ?? throw Wrong(section, $"Vendor '{section["Vendor"]}' of '{name}' is unknown");
        var connector = vendors.Find(vendor) ?? throw Wrong(section, $"{vendor} has no connector");
        var credentials = Values(section.GetSection("Credentials"));
        if (connector.SandboxCredentials.Keys.FirstOrDefault(key => !credentials.ContainsKey(key)) is { } missing)
            throw Wrong(section, $"Credentials:{missing} of '{name}' is missing");
        var address = BaseUrl(section, name, connector);
        return new(name, vendor, address, credentials, Values(section.GetSection("Settings")))
        {
            AllowPrivateNetwork = section.GetValue("AllowPrivateNetwork", IsOwnSandbox(address)),
            SyncInterval = Interval(section["SyncInterval"] is null ? configuration.GetSection("Vendors") : section),
        };
    }

    // A vendor account at a sandbox of this process may have other credentials, but the same address.
    private bool IsOwnSandbox(Uri address) =>
        configuration.GetValue("Sandbox:Enabled", false) && address.IsLoopback && address.AbsolutePath.StartsWith("/sandbox/", StringComparison.Ordinal)
        && ownAddress() is { } own && own.Port == address.Port;

    private static TimeSpan? Interval(IConfigurationSection section)
    {
        if (section["SyncInterval"] is not { } text) return SyncInterval.Usual;
        return SyncInterval.TryParse(text, out var interval) ? interval : throw Wrong(section, $"SyncInterval '{text}' is not an interval between ten seconds and a week. Give 15m, 1h, 00:15:00 or Off");
    }

    private static Uri BaseUrl(IConfigurationSection section, string name, VendorConnector connector)
    {
        if (section["BaseUrl"] is not { Length: > 0 } text) return connector.DefaultBaseUrl ?? throw Wrong(section, $"BaseUrl of '{name}' is missing");
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Query.Length > 0)
            throw Wrong(section, $"BaseUrl of '{name}' must be an http or https address without user and query");
        return address;
    }

    private static Dictionary<string, string> Values(IConfigurationSection section) =>
        section.GetChildren().Where(child => child.Value is not null)
            .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase);

    // GROW_CRM, GrowCrm and grow-crm name the same vendor.
    private static string Normal(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static InvalidOperationException Wrong(IConfigurationSection section, string reason) => new($"{section.Path}: {reason}.");
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Http;

/// <summary>One entry of <c>Vendors:Connections</c>.</summary>
/// <param name="BaseUrl">With a trailing slash. Every request of the connection goes below it.</param>
/// <param name="Credentials">By the names that the vendor's connector declares.</param>
/// <param name="Settings">Whatever else the connector wants to know, such as a user's e-mail address.</param>
public sealed record ConnectionSettings(
    string Name, Vendor Vendor, Uri BaseUrl, IReadOnlyDictionary<string, string> Credentials, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Whether the vendor may be on this machine or its network: a sandbox, or an installation of one's own.</summary>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>How often everything is read again; null for never.</summary>
    public TimeSpan? SyncInterval { get; init; }

    public string Credential(string name) => Credentials.GetValueOrDefault(name, "");

    public string? Setting(string name) => Settings.GetValueOrDefault(name);

    public int Setting(string name, int whenAbsent) =>
        int.TryParse(Setting(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : whenAbsent;

    // A record prints its members, and credentials must never be printed.
    public override string ToString() => $"{Name} ({Vendor}, {BaseUrl})";
}

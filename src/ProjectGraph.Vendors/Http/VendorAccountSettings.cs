using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Http;

/// <summary>One entry of <c>Vendors:Connections</c>.</summary>
/// <param name="BaseUrl">With a trailing slash. Every request of the vendor account goes below it.</param>
/// <param name="Credentials">Values by the names that the vendor's connector declares.</param>
/// <param name="Settings">Other values that the connector needs, such as a user's e-mail address.</param>
public sealed record VendorAccountSettings(
    string Name,
    Vendor Vendor,
    Uri BaseUrl,
    IReadOnlyDictionary<string, string> Credentials,
    IReadOnlyDictionary<string, string> Settings
)
{
    /// <summary>Whether the vendor may be on this machine or its network, as sandboxes and self-hosted installations are.</summary>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>The time between two syncs; null if the vendor account is not synced automatically.</summary>
    public TimeSpan? SyncInterval { get; init; }

    public string Credential(string name) => Credentials.GetValueOrDefault(name, "");

    public string? Setting(string name) => Settings.GetValueOrDefault(name);

    public int Setting(string name, int defaultValue) =>
        int.TryParse(Setting(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : defaultValue;

    // A record prints its members, and credentials must never be printed.
    public override string ToString() => $"{Name} ({Vendor}, {BaseUrl})";
}

namespace ProjectGraph.Vendors;

/// <summary>A vendor's registration with a host.</summary>
/// <param name="Sandbox">The vendor's emulator; null if it has none. Without one, the vendor needs a configured account.</param>
public sealed record VendorRegistration(VendorConnector Connector, Sandbox? Sandbox);

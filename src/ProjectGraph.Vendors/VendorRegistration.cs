namespace ProjectGraph.Vendors;

/// <summary>A vendor as a host gets it.</summary>
/// <param name="Sandbox">Its emulator; null where it has none, and then it is only reached by a configured connection.</param>
public sealed record VendorRegistration(VendorConnector Connector, Sandbox? Sandbox);

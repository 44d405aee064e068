using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>A project in the terms of a vendor, its own or another one.</summary>
/// <param name="Document">As the vendor's API would answer it; of the project's own vendor, as it did.</param>
/// <param name="CreateRequest">What would create it there; null where something that the vendor needs is not to be had.</param>
/// <param name="Losses">What of it the vendor can't be given; none for the project's own.</param>
public sealed record Representation(Vendor Vendor, JsonElement Document, VendorRequest? CreateRequest, IReadOnlyList<Loss> Losses);

/// <summary>A vendor to represent projects for, and what is known of its connection.</summary>
public sealed class RepresentationTarget
{
    internal RepresentationTarget(VendorConnector connector, RepresentationHome? home) => (Connector, Home) = (connector, home);

    public Vendor Vendor => Connector.Vendor;

    internal VendorConnector Connector { get; }

    /// <summary>Null while the vendor has no connection.</summary>
    internal RepresentationHome? Home { get; }
}

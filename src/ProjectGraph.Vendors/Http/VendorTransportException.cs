namespace ProjectGraph.Vendors.Http;

/// <summary>No whole answer came.</summary>
internal sealed class VendorTransportException(string message, bool neverSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Certainly nothing reached the vendor: no address, no connection.</summary>
    public bool NeverSent { get; } = neverSent;

    /// <summary>Our own rules forbid the call: the vendor has no part in it.</summary>
    public bool IsForbidden => InnerException is AddressRefusedException;

    public string Code => IsForbidden ? VendorErrors.AddressRefused : VendorErrors.VendorUnavailable;
}

namespace ProjectGraph.Vendors.Http;

/// <summary>No whole answer came.</summary>
internal sealed class VendorTransportException(string message, bool neverSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Certainly nothing reached the vendor: no address, no connection.</summary>
    public bool NeverSent { get; } = neverSent;
}

namespace ProjectGraph.Vendors.Http;

/// <summary>Thrown when no complete response was received.</summary>
internal sealed class VendorTransportException(string message, bool neverSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the vendor certainly received nothing, for example because no connection was opened.</summary>
    public bool NeverSent { get; } = neverSent;

    /// <summary>Whether this service forbids the call, so that the vendor is not at fault.</summary>
    public bool IsForbidden => InnerException is AddressRefusedException;

    public string Code => IsForbidden ? VendorErrors.AddressRefused : VendorErrors.VendorUnavailable;
}

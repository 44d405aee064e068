namespace ProjectGraph.Vendors.Http;

/// <summary>What an HTTP status means where the vendor's body says nothing more exact.</summary>
public static class RefusalCodes
{
    /// <summary>Whether a read is not to be had here: the vendor has no such path, or the credentials don't reach so far.</summary>
    public static bool IsClosed(string code) => code is VendorErrors.VendorNotFound or VendorErrors.VendorForbidden;

    public static string Of(int status) => status switch
    {
        401 => VendorErrors.VendorUnauthorized,
        403 => VendorErrors.VendorForbidden,
        404 or 410 => VendorErrors.VendorNotFound,
        429 => VendorErrors.VendorRateLimited,
        >= 500 or (>= 300 and < 400) => VendorErrors.VendorUnavailable,
        _ => VendorErrors.VendorValidation,
    };
}

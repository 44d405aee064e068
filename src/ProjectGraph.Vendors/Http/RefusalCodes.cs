namespace ProjectGraph.Vendors.Http;

/// <summary>Maps an HTTP status to an error code, for responses whose body is not more specific.</summary>
public static class RefusalCodes
{
    /// <summary>Whether a read is not available to this account: the path does not exist, or the credentials don't allow it.</summary>
    public static bool IsUnavailable(string code) => code is VendorErrors.VendorNotFound or VendorErrors.VendorForbidden;

    public static string FromStatus(int status) =>
        status switch
        {
            401 => VendorErrors.VendorUnauthorized,
            403 => VendorErrors.VendorForbidden,
            404 or 410 => VendorErrors.VendorNotFound,
            429 => VendorErrors.VendorRateLimited,
            >= 500 or (>= 300 and < 400) => VendorErrors.VendorUnavailable,
            _ => VendorErrors.VendorValidation,
        };
}

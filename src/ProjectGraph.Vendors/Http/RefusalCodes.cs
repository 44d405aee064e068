namespace ProjectGraph.Vendors.Http;

/// <summary>What an HTTP status means where the vendor's body says nothing more exact.</summary>
public static class RefusalCodes
{
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

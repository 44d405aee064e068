using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors;

/// <summary>The codes of everything that can go wrong between the graph and a vendor. Each is documented and produced by a test.</summary>
public static class VendorErrors
{
    // Found before any call.

    /// <summary>A value is missing or not what the field takes.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>The vendor needs this field and the input lacks it.</summary>
    public const string RequiredField = "REQUIRED_FIELD";

    /// <summary>The vendor can't store or clear this field.</summary>
    public const string UnsupportedField = "UNSUPPORTED_FIELD";

    /// <summary>The vendor documents no such operation.</summary>
    public const string UnsupportedOperation = "UNSUPPORTED_OPERATION";

    /// <summary>The input object of one vendor was given for another one.</summary>
    public const string WrongVendorInput = "WRONG_VENDOR_INPUT";

    /// <summary>The project lives at another vendor.</summary>
    public const string WrongVendor = "WRONG_VENDOR";

    /// <summary>The project, company or person belongs to another connection.</summary>
    public const string WrongConnection = "WRONG_VENDOR_ACCOUNT";

    /// <summary>The graph has no such project, company, person or connection.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The vendor has none or several connections and none was named.</summary>
    public const string ConnectionRequired = "VENDOR_ACCOUNT_REQUIRED";

    /// <summary>The connection is known to the graph and no longer configured.</summary>
    public const string ConnectionNotConfigured = "VENDOR_ACCOUNT_NOT_CONFIGURED";

    /// <summary>The idempotency key was used with another input.</summary>
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";

    /// <summary>The operation of the same idempotency key is still running.</summary>
    public const string IdempotencyInFlight = "IDEMPOTENCY_IN_FLIGHT";

    /// <summary>The caller went away before anything was sent.</summary>
    public const string Cancelled = OperationError.Cancelled;

    /// <summary>The connection's host is not in the public Internet, and the configuration does not allow that.</summary>
    public const string AddressRefused = "ADDRESS_REFUSED";

    /// <summary>The vendor failed too often: nothing is sent to it for a while.</summary>
    public const string CircuitOpen = "CIRCUIT_OPEN";

    // Said by the vendor.

    public const string VendorValidation = "VENDOR_VALIDATION";
    public const string VendorUnauthorized = "VENDOR_UNAUTHORIZED";
    public const string VendorForbidden = "VENDOR_FORBIDDEN";
    public const string VendorNotFound = "VENDOR_NOT_FOUND";
    public const string VendorRateLimited = "VENDOR_RATE_LIMITED";

    /// <summary>The vendor did some of it.</summary>
    public const string VendorPartial = "VENDOR_PARTIAL";

    // Said by nobody.

    /// <summary>The vendor could not be reached, or failed: it certainly did not do it.</summary>
    public const string VendorUnavailable = "VENDOR_UNAVAILABLE";

    /// <summary>The answer never came, or was not understood: the vendor may have done it.</summary>
    public const string VendorNoAnswer = "VENDOR_NO_ANSWER";

    /// <summary>The request was sent, and a failure of this side kept it from learning or recording the outcome.</summary>
    public const string OutcomeUnknown = OperationError.OutcomeUnknown;

    /// <summary>A read's answer was not what the vendor documents.</summary>
    public const string VendorBadAnswer = "VENDOR_BAD_ANSWER";

    /// <summary>Something failed on this side.</summary>
    public const string Internal = "INTERNAL_SERVER_ERROR";
}

using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors;

/// <summary>The error codes of vendor operations and reads. Each is documented and produced by a test.</summary>
public static class VendorErrors
{
    // Detected before any call.

    /// <summary>A value is missing or invalid for its field.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>The vendor requires this field and the input lacks it.</summary>
    public const string RequiredField = "REQUIRED_FIELD";

    /// <summary>The vendor can't store or clear this field.</summary>
    public const string UnsupportedField = "UNSUPPORTED_FIELD";

    /// <summary>The vendor documents no such operation.</summary>
    public const string UnsupportedOperation = "UNSUPPORTED_OPERATION";

    /// <summary>The input object of one vendor was given for another one.</summary>
    public const string WrongVendorInput = "WRONG_VENDOR_INPUT";

    /// <summary>The project belongs to another vendor.</summary>
    public const string WrongVendor = "WRONG_VENDOR";

    /// <summary>The project, company or person belongs to another vendor account.</summary>
    public const string WrongVendorAccount = "WRONG_VENDOR_ACCOUNT";

    /// <summary>The project, company, person or vendor account was not found.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The call names no vendor account, and the vendor has none or several.</summary>
    public const string VendorAccountRequired = "VENDOR_ACCOUNT_REQUIRED";

    /// <summary>The vendor account is in the graph but no longer configured.</summary>
    public const string VendorAccountNotConfigured = "VENDOR_ACCOUNT_NOT_CONFIGURED";

    /// <summary>The idempotency key was used with another input.</summary>
    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";

    /// <summary>The operation of the same idempotency key is still running.</summary>
    public const string IdempotencyInFlight = "IDEMPOTENCY_IN_FLIGHT";

    /// <summary>The caller cancelled the request before anything was sent.</summary>
    public const string Cancelled = OperationError.Cancelled;

    /// <summary>The vendor account's host is not in the public Internet, and its configuration does not allow that.</summary>
    public const string AddressRefused = "ADDRESS_REFUSED";

    /// <summary>The vendor failed too often. No request is sent to it for some time.</summary>
    public const string CircuitOpen = "CIRCUIT_OPEN";

    // Reported by the vendor.

    public const string VendorValidation = "VENDOR_VALIDATION";
    public const string VendorUnauthorized = "VENDOR_UNAUTHORIZED";
    public const string VendorForbidden = "VENDOR_FORBIDDEN";
    public const string VendorNotFound = "VENDOR_NOT_FOUND";
    public const string VendorRateLimited = "VENDOR_RATE_LIMITED";

    /// <summary>The vendor performed a part of the operation.</summary>
    public const string VendorPartial = "VENDOR_PARTIAL";

    // Caused by a missing or invalid response, or by this service.

    /// <summary>The vendor could not be reached, or failed. It certainly did not perform the operation.</summary>
    public const string VendorUnavailable = "VENDOR_UNAVAILABLE";

    /// <summary>The response is missing or was not understood. The vendor may have performed the operation.</summary>
    public const string VendorNoAnswer = "VENDOR_NO_ANSWER";

    /// <summary>The request was sent, but a failure of this service prevented it from recording the outcome.</summary>
    public const string OutcomeUnknown = OperationError.OutcomeUnknown;

    /// <summary>The response to a read is not as the vendor documents.</summary>
    public const string VendorBadAnswer = "VENDOR_BAD_ANSWER";

    /// <summary>This service failed.</summary>
    public const string Internal = "INTERNAL_SERVER_ERROR";
}

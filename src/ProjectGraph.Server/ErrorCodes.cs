using System.Collections.Frozen;
using System.Reflection;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>
/// Lists every error code once. A code has the same name in GraphQL, OData and payloads. Where Apollo's servers name an error,
/// the code has that name.
/// </summary>
public static class ErrorCodes
{
    public static readonly ErrorCode BadRequest = new(
        "BAD_REQUEST",
        400,
        "The request is malformed.",
        "Correct the part that the message names and send the request again."
    );
    public static readonly ErrorCode PathNotFound = new(
        "PATH_NOT_FOUND",
        404,
        "The path was not found.",
        "The landing page lists the paths."
    );
    public static readonly ErrorCode MethodNotAllowed = new(
        "METHOD_NOT_ALLOWED",
        405,
        "The path does not support this method.",
        "Use a method that the Allow header lists."
    );
    public static readonly ErrorCode UnsupportedMediaType = new(
        "UNSUPPORTED_MEDIA_TYPE",
        415,
        "The content type of the body is not supported.",
        "Send application/json."
    );
    public static readonly ErrorCode NotAcceptable = new(
        "NOT_ACCEPTABLE",
        406,
        "The service has no response of a content type that the Accept header accepts.",
        "Accept application/json."
    );
    public static readonly ErrorCode RequestTooLarge = new(
        "REQUEST_TOO_LARGE",
        413,
        "The body is too large.",
        "Send a smaller body. The limit is Limits:BodyBytes."
    );
    public static readonly ErrorCode UrlTooLong = new(
        "URL_TOO_LONG",
        414,
        "The URL is too long.",
        "Send the query as a POST: to /graphql, or to the resource with /$query. The limit is Limits:UrlBytes."
    );
    public static readonly ErrorCode RequestHeadersTooLarge = new(
        "REQUEST_HEADERS_TOO_LARGE",
        431,
        "The request has too many headers, or they are too large.",
        "Send fewer or smaller headers. The limits are Limits:HeaderBytes and Limits:HeaderCount."
    );
    public static readonly ErrorCode RequestTimeout = new("REQUEST_TIMEOUT", 408, "The request arrived too slowly.", "Send it again.");

    public static readonly ErrorCode GraphQLParseFailed = new(
        "GRAPHQL_PARSE_FAILED",
        400,
        "The GraphQL document cannot be parsed.",
        "Correct it at the line and column that the error names."
    );
    public static readonly ErrorCode ODataParseFailed = new(
        "ODATA_PARSE_FAILED",
        400,
        "The OData URL cannot be parsed.",
        "Correct the option that the message names."
    );
    public static readonly ErrorCode GraphQLValidationFailed = new(
        "GRAPHQL_VALIDATION_FAILED",
        400,
        "The GraphQL document does not match the schema.",
        "Compare it with /graphql/schema.graphql."
    );
    public static readonly ErrorCode ODataValidationFailed = new(
        "ODATA_VALIDATION_FAILED",
        400,
        "The OData query does not match the model.",
        "Compare it with /odata/$metadata."
    );
    public static readonly ErrorCode OperationResolutionFailure = new(
        "OPERATION_RESOLUTION_FAILURE",
        400,
        "The document has no operation of this name, or it has several and the request names none.",
        "Send the operationName of an operation in the document."
    );
    public static readonly ErrorCode BadUserInput = new(
        "BAD_USER_INPUT",
        400,
        "A value, an id or a page argument is malformed or out of range.",
        "Send a value of the type and range that the message names."
    );
    public static readonly ErrorCode QueryTooComplex = new(
        "QUERY_TOO_COMPLEX",
        400,
        "The query exceeds a limit of depth or length.",
        "Request less at once. The message names the limit."
    );
    public static readonly ErrorCode ResponseTooLarge = new(
        "RESPONSE_TOO_LARGE",
        413,
        "The response would hold more bytes than one request may hold.",
        "Request fewer rows at once, or fewer fields and expansions. The limit is Limits:ResponseBytesPerRequest."
    );
    public static readonly ErrorCode Overloaded = new(
        "OVERLOADED",
        503,
        "The memory that responses may hold is in use.",
        "Send the request again after the time in Retry-After. The limits are Limits:ResponseBytesInProcess and Limits:ResponseBytesPerCaller."
    );
    public static readonly ErrorCode NotImplemented = new(
        "NOT_IMPLEMENTED",
        501,
        "The protocol defines this feature, but the service does not support it.",
        "Write the request without the part that the message names."
    );
    public static readonly ErrorCode NotFound = new(VendorErrors.NotFound, 404, "The graph has no entity of this id.", "Check the id.");
    public static readonly ErrorCode ETagMismatch = new(
        "ETAG_MISMATCH",
        412,
        "The entity has changed since it was read.",
        "Read the entity again and repeat the change with the new ETag."
    );
    public static readonly ErrorCode QueryTimeout = new(
        "QUERY_TIMEOUT",
        504,
        "The query took too long and was stopped.",
        "Request less, or narrow the filter."
    );
    public static readonly ErrorCode PositionExpired = new(
        StoreException.PositionExpired,
        410,
        "The change log no longer holds this position.",
        "Read the current state again and follow the changes from there."
    );
    public static readonly ErrorCode StreamRequired = new(
        "STREAM_REQUIRED",
        400,
        "A subscription was sent where the response is a single result.",
        "Send Accept: text/event-stream, or use a WebSocket with graphql-transport-ws."
    );
    public static readonly ErrorCode TooManyStreams = new(
        "TOO_MANY_STREAMS",
        503,
        "The caller or the instance has too many open subscriptions or WebSockets.",
        "Close some, or try again later. The message names the limits."
    );
    public static readonly ErrorCode IntrospectionDisabled = new(
        "INTROSPECTION_DISABLED",
        400,
        "Introspection of the schema is switched off.",
        "Query data only. The operator can switch GraphQL:Introspection on."
    );
    public static readonly ErrorCode PersistedQueryMismatch = new(
        "PERSISTED_QUERY_MISMATCH",
        400,
        "The hash of a persisted query does not match its text.",
        "Send the SHA-256 of the text's UTF-8 bytes in hexadecimal."
    );
    public static readonly ErrorCode DocumentNotFound = new(
        "DOCUMENT_NOT_FOUND",
        400,
        "The trusted document was not found.",
        "Deploy the document first, or correct the id."
    );
    public static readonly ErrorCode DocumentNotTrusted = new(
        "DOCUMENT_NOT_TRUSTED",
        403,
        "The service does not trust this document.",
        "Send the documentId of a trusted document."
    );
    public static readonly ErrorCode QueryTooCostly = new(
        "QUERY_TOO_COSTLY",
        400,
        "The query was not run. It could cost more than is allowed.",
        "Request fewer rows, or leave out the fields that the message names. The limits are GraphQL:Cost and OData:Cost."
    );

    // Apollo's clients depend on these names and statuses.
    public static readonly ErrorCode PersistedQueryNotFound = new(
        "PERSISTED_QUERY_NOT_FOUND",
        400,
        "The service has no query text for this hash.",
        "Send the request again with its text. Clients do so automatically."
    );
    public static readonly ErrorCode PersistedQueryNotSupported = new(
        "PERSISTED_QUERY_NOT_SUPPORTED",
        400,
        "Persisted queries are switched off.",
        "Send the text. Clients do so automatically."
    );

    public static readonly ErrorCode InvalidPattern = new(
        "INVALID_PATTERN",
        400,
        "A pattern is not a supported regular expression.",
        "Shorten or correct the pattern. Lookahead and lookbehind are not supported."
    );
    public static readonly ErrorCode UnsupportedPattern = new(
        StoreException.UnsupportedPattern,
        501,
        "The store cannot match this regular expression.",
        "Shorten or simplify the pattern."
    );
    public static readonly ErrorCode DeltaExpired = new(
        "DELTA_EXPIRED",
        410,
        "The changes since this delta link are no longer stored.",
        "Read the collection again without the token. Store:ChangeRetention sets how long changes are stored."
    );
    public static readonly ErrorCode PreconditionRequired = new(
        "PRECONDITION_REQUIRED",
        428,
        "The change lacks the ETag of the entity that it applies to.",
        "Read the entity and send its ETag as If-Match."
    );
    public static readonly ErrorCode DependencyFailed = new(
        "DEPENDENCY_FAILED",
        424,
        "A request of the batch was not run, because a request that it depends on failed.",
        "Correct the failed request and send both again."
    );
    public static readonly ErrorCode ChangeSetInterrupted = new(
        "CHANGE_SET_INTERRUPTED",
        502,
        "A change set was interrupted. The vendors' completed changes cannot be undone.",
        "The details list the completed changes. Send the others again."
    );
    public static readonly ErrorCode UnknownSchemaVersion = new(
        "UNKNOWN_SCHEMA_VERSION",
        404,
        "The service has no schema of this version.",
        "Leave $schemaversion out, or send *."
    );
    public static readonly ErrorCode InvalidRepeatability = new(
        "INVALID_REPEATABILITY",
        400,
        "The headers of a repeatable request do not match each other.",
        "Send Repeatability-Request-ID and Repeatability-First-Sent, the latter as an HTTP date."
    );

    public static readonly ErrorCode Unauthenticated = new(
        "UNAUTHENTICATED",
        401,
        "The request has no valid API key or token.",
        "Send one as Authorization: Bearer, as X-API-Key, as the password of Basic, or as the query parameter api_key."
    );
    public static readonly ErrorCode Forbidden = new(
        "FORBIDDEN",
        403,
        "The role or a restriction of the key or token does not allow this request.",
        "Use a key or token that has the role in the message and lacks the restriction."
    );
    public static readonly ErrorCode RateLimited = new(
        "RATE_LIMITED",
        429,
        "The caller has reached its rate limit, or its address has sent too many invalid credentials.",
        "Wait for the time in Retry-After."
    );
    public static readonly ErrorCode TokenIssuerUnreachable = new(
        "TOKEN_ISSUER_UNREACHABLE",
        503,
        "The token issuer is unreachable, so tokens cannot be checked.",
        "Try again after the time in Retry-After. API keys still work."
    );
    public static readonly ErrorCode CrossSite = new(
        "CROSS_SITE",
        403,
        "A page of an unlisted site sent a change or opened a WebSocket.",
        "List the page's origin in Cors:Origins, or call the service from its own pages or from a program."
    );

    public static readonly ErrorCode SyncTooManyDeleted = new(
        SyncErrors.TooManyDeleted,
        502,
        "A sync found so few of the known projects that a failure at the vendor is likely. No project was removed.",
        "Check the vendor. Sync again when it returns all projects."
    );
    public static readonly ErrorCode SyncInterrupted = new(
        SyncErrors.Interrupted,
        502,
        "A sync was interrupted. The records that it read are stored.",
        "Sync again. The sync resumes where it stopped."
    );

    public static readonly ErrorCode SyncRunningOnAnotherInstance = new(
        SyncErrors.RunningOnAnotherInstance,
        409,
        "Another instance with the same store is syncing the vendor account.",
        "The vendor account's syncRuns show its progress."
    );

    // The error codes of the vendor layer.
    public static readonly ErrorCode InvalidInput = new(
        VendorErrors.InvalidInput,
        400,
        "A value is missing or invalid for its field.",
        "Correct the field that the error names."
    );
    public static readonly ErrorCode RequiredField = new(
        VendorErrors.RequiredField,
        400,
        "The vendor requires a field that the input lacks.",
        "Send the field that the error names."
    );
    public static readonly ErrorCode UnsupportedField = new(
        VendorErrors.UnsupportedField,
        400,
        "The vendor cannot store or clear this field.",
        "Leave the field out. The vendor account's capabilities list the supported fields."
    );
    public static readonly ErrorCode UnsupportedOperation = new(
        VendorErrors.UnsupportedOperation,
        501,
        "The vendor does not document this operation.",
        "The vendor account's capabilities list the supported operations."
    );
    public static readonly ErrorCode WrongVendorInput = new(
        VendorErrors.WrongVendorInput,
        400,
        "The input object belongs to another vendor.",
        "Send the input object of the project's vendor."
    );
    public static readonly ErrorCode WrongVendor = new(
        VendorErrors.WrongVendor,
        400,
        "The project or vendor account belongs to another vendor.",
        "Use that vendor's operation, or a unified operation."
    );
    public static readonly ErrorCode WrongVendorAccount = new(
        VendorErrors.WrongVendorAccount,
        400,
        "The project, company or person belongs to another vendor account.",
        "Use an entity of the same vendor account."
    );
    public static readonly ErrorCode VendorAccountRequired = new(
        VendorErrors.VendorAccountRequired,
        400,
        "The request names no vendor account, and the vendor does not have exactly one.",
        "Send vendorAccountId."
    );
    public static readonly ErrorCode VendorAccountNotConfigured = new(
        VendorErrors.VendorAccountNotConfigured,
        400,
        "The vendor account is no longer configured.",
        "Configure it under Vendors:Accounts."
    );
    public static readonly ErrorCode IdempotencyConflict = new(
        VendorErrors.IdempotencyConflict,
        409,
        "The idempotency key was used with another input.",
        "Use a new key for a new input."
    );
    public static readonly ErrorCode IdempotencyInFlight = new(
        VendorErrors.IdempotencyInFlight,
        409,
        "The operation with the same idempotency key is still running.",
        "Retry shortly. You will receive the original operation's result."
    );
    public static readonly ErrorCode Cancelled = new(
        VendorErrors.Cancelled,
        400,
        "The caller disconnected before the request was sent to the vendor.",
        "Send it again."
    );
    public static readonly ErrorCode AddressRefused = new(
        VendorErrors.AddressRefused,
        502,
        "The vendor account's host is not on the public Internet.",
        "Correct the vendor account's BaseUrl. Set its AllowPrivateNetwork if the host is intended."
    );
    public static readonly ErrorCode CircuitOpen = new(
        VendorErrors.CircuitOpen,
        503,
        "The vendor failed too often. The service sends it no requests for now.",
        "Wait until the time that the vendor account's circuit shows."
    );
    public static readonly ErrorCode VendorValidation = new(
        VendorErrors.VendorValidation,
        400,
        "The vendor refused a value.",
        "Correct the value that the vendor's text names."
    );
    public static readonly ErrorCode VendorUnauthorized = new(
        VendorErrors.VendorUnauthorized,
        502,
        "The vendor rejected the vendor account's credentials.",
        "Correct the credentials under Vendors:Accounts."
    );
    public static readonly ErrorCode VendorForbidden = new(
        VendorErrors.VendorForbidden,
        502,
        "The vendor account lacks a right at the vendor.",
        "Grant the right at the vendor, or use another vendor account."
    );
    public static readonly ErrorCode VendorNotFound = new(
        VendorErrors.VendorNotFound,
        404,
        "The vendor did not find the record.",
        "Check the id. A sync removes records that were deleted at the vendor."
    );
    public static readonly ErrorCode VendorRateLimited = new(
        VendorErrors.VendorRateLimited,
        503,
        "The vendor's rate limit is used up.",
        "Wait and try again."
    );
    public static readonly ErrorCode VendorPartial = new(
        VendorErrors.VendorPartial,
        502,
        "The vendor completed a part of the operation.",
        "Check the completed part before you repeat the rest."
    );
    public static readonly ErrorCode VendorUnavailable = new(
        VendorErrors.VendorUnavailable,
        502,
        "The vendor was unreachable or failed. It did not perform the operation.",
        "Try again later."
    );
    public static readonly ErrorCode VendorNoAnswer = new(
        VendorErrors.VendorNoAnswer,
        504,
        "The vendor did not respond. It may have performed the operation.",
        "Check the operation before you repeat it. Its outcome is reconciled automatically."
    );
    public static readonly ErrorCode OutcomeUnknown = new(
        VendorErrors.OutcomeUnknown,
        504,
        "The request was sent to the vendor, but its outcome is unknown. The vendor may have performed it.",
        "Check the operation that the message names before you repeat it. Its outcome is reconciled automatically."
    );
    public static readonly ErrorCode VendorBadAnswer = new(
        VendorErrors.VendorBadAnswer,
        502,
        "The vendor's response does not match its documentation.",
        "Try again later. The message describes the difference."
    );

    public static readonly ErrorCode InternalServerError = new(
        VendorErrors.Internal,
        500,
        "The service failed.",
        "Report the number in the message. The log records the cause under this number."
    );
    public static readonly ErrorCode StoreBusy = new("STORE_BUSY", 503, "The store is busy.", "Try again in a moment.");
    public static readonly ErrorCode AsyncResultLost = new(
        "ASYNC_RESULT_LOST",
        503,
        "The instance that ran an asynchronous request ended before the result was ready.",
        "Repeat a query. Before you repeat a change, check Operations for the requests to the vendor."
    );
    public static readonly ErrorCode StoreMisconfigured = new(
        StoreException.BadConfiguration,
        503,
        "The configuration names no usable store.",
        "Correct Store:Provider or ConnectionStrings:ProjectGraph."
    );
    public static readonly ErrorCode StoreSchemaNewer = new(
        StoreException.NewerSchema,
        503,
        "The store was written by a newer version of the service.",
        "Start the newer version, or configure another store."
    );
    public static readonly ErrorCode ValueTooLarge = new(
        StoreException.UnstorableValue,
        400,
        "A value is larger than the store can hold.",
        "Send a smaller value. The message names the field."
    );
    public static readonly ErrorCode StoreNotOpen = new(
        StoreException.NotOpen,
        503,
        "The store is not open yet, or it is already closed.",
        "Wait until /health/ready returns 200."
    );
    public static readonly ErrorCode RowDeleted = new(
        StoreException.RowDeleted,
        404,
        "A row that the request refers to was deleted.",
        "Read the entity again. It may have been deleted at the vendor."
    );

    public static readonly ErrorCode StoreUnreachable = new(
        StoreException.Unreachable,
        503,
        "The database did not respond in time.",
        "Retry shortly. The operator checks the database."
    );
    public static readonly ErrorCode StoreAccessDenied = new(
        StoreException.AccessDenied,
        503,
        "The database refused the service's connection.",
        "The operator corrects the user, password, database or rights that the message names."
    );
    public static readonly ErrorCode StoreReadOnly = new(
        StoreException.ReadOnly,
        503,
        "The database currently accepts no writes.",
        "Queries still work. Retry writes until the database accepts them."
    );
    public static readonly ErrorCode StoreFull = new(
        StoreException.Full,
        503,
        "The database's disk is full.",
        "The operator frees disk space. The message states whether a vendor may have performed a change."
    );
    public static readonly ErrorCode StoreFileMissing = new(
        StoreException.FileMissing,
        503,
        "The store's file was deleted or replaced while the service ran.",
        "The operator puts the file back and restarts the service."
    );
    public static readonly ErrorCode StoreDamaged = new(
        StoreException.Damaged,
        503,
        "The store's file is damaged.",
        "The operator restores it from a backup and restarts the service."
    );
    public static readonly ErrorCode StoreTransferIncomplete = new(
        StoreException.TransferIncomplete,
        503,
        "The database is the target of an unfinished transfer.",
        "Run make migrate-store again. The transfer resumes where it stopped."
    );

    /// <summary>All codes in the order of their declaration.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorCode>()];

    private static readonly FrozenDictionary<string, ErrorCode> ById = All.ToFrozenDictionary(code => code.Id, StringComparer.Ordinal);

    /// <summary>Finds a code by its name. Returns null for an unknown name.</summary>
    public static ErrorCode? Find(string id) => ById.GetValueOrDefault(id);
}

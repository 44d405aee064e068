using System.Collections.Frozen;
using System.Reflection;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server;

/// <summary>
/// Every error code, once. A code is a name, the same in GraphQL, OData and payloads; where Apollo's servers have a name for an
/// error, it is that one.
/// </summary>
public static class ErrorCodes
{
    public static readonly ErrorCode BadRequest = new("BAD_REQUEST", 400, "The request is malformed.", "Correct what the message names and send it again.");
    public static readonly ErrorCode UnknownPath = new("PATH_NOT_FOUND", 404, "There is nothing at this path.", "See the landing page for the paths there are.");
    public static readonly ErrorCode MethodNotAllowed = new("METHOD_NOT_ALLOWED", 405, "The path does not take this method.", "Use a method that the Allow header names.");
    public static readonly ErrorCode UnsupportedMediaType = new("UNSUPPORTED_MEDIA_TYPE", 415, "The body's content type is not understood.", "Send application/json.");
    public static readonly ErrorCode NotAcceptable = new("NOT_ACCEPTABLE", 406, "No answer has a content type that the Accept header admits.", "Accept application/json.");
    public static readonly ErrorCode BodyTooLarge = new("REQUEST_TOO_LARGE", 413, "The body is too large.", "Send less at once; the limit is Limits:BodyBytes.");
    public static readonly ErrorCode UrlTooLong = new("URL_TOO_LONG", 414, "The URL is too long.", "Send the query as a POST: to /graphql, or to the resource with /$query. The limit is Limits:UrlBytes.");
    public static readonly ErrorCode HeadersTooLarge = new("REQUEST_HEADERS_TOO_LARGE", 431, "The headers are too many or too large.", "Send fewer or smaller ones; the limits are Limits:HeaderBytes and Limits:HeaderCount.");
    public static readonly ErrorCode RequestTimeout = new("REQUEST_TIMEOUT", 408, "The request arrived too slowly.", "Send it again.");

    public static readonly ErrorCode Syntax = new("GRAPHQL_PARSE_FAILED", 400, "The GraphQL document can't be parsed.", "Correct it at the line and column that the error names.");
    public static readonly ErrorCode ODataSyntax = new("ODATA_PARSE_FAILED", 400, "The OData URL can't be parsed.", "Correct the option that the message names.");
    public static readonly ErrorCode Invalid = new("GRAPHQL_VALIDATION_FAILED", 400, "The GraphQL document does not fit the schema.", "Compare it with /graphql/schema.graphql.");
    public static readonly ErrorCode ODataInvalid = new("ODATA_VALIDATION_FAILED", 400, "The OData query does not fit the model.", "Compare it with /odata/$metadata.");
    public static readonly ErrorCode OperationResolution = new("OPERATION_RESOLUTION_FAILURE", 400, "The document has no operation of this name, or several and none was named.", "Send the operationName of an operation in the document.");
    public static readonly ErrorCode BadValue = new("BAD_USER_INPUT", 400, "A value, an id or a page argument is malformed or out of range.", "Send a value of the type and range that the message names.");
    public static readonly ErrorCode TooComplex = new("QUERY_TOO_COMPLEX", 400, "The query is deeper or longer than is allowed.", "Ask for less at once; the message names the limit.");
    public static readonly ErrorCode ResponseTooLarge = new("RESPONSE_TOO_LARGE", 413, "The response would hold more bytes than one request may.", "Request fewer rows at once, or fewer fields and expansions; the limit is Limits:ResponseBytesPerRequest.");
    public static readonly ErrorCode Overloaded = new("OVERLOADED", 503, "The memory that responses may hold is in use.", "Send the request again after the time in Retry-After; the limits are Limits:ResponseBytesInProcess and Limits:ResponseBytesPerCaller.");
    public static readonly ErrorCode NotOffered = new("NOT_IMPLEMENTED", 501, "The protocol knows this, the service does not offer it.", "Ask in another way; the message names the part.");
    public static readonly ErrorCode NotFound = new(VendorErrors.NotFound, 404, "The graph has no such entity.", "Check the id.");
    public static readonly ErrorCode Changed = new("ETAG_MISMATCH", 412, "The entity has changed since it was read.", "Read it again and repeat the change with the new ETag.");
    public static readonly ErrorCode QueryTimeout = new("QUERY_TIMEOUT", 504, "The query took too long and was stopped.", "Ask for less, or narrow the filter.");
    public static readonly ErrorCode PositionExpired = new(StoreException.PositionExpired, 410, "Nothing can be followed from this position of the change log.", "Read the current state anew and follow the changes from there.");
    public static readonly ErrorCode NeedsStream = new("STREAM_REQUIRED", 400, "A subscription was sent where one answer is expected.", "Send Accept: text/event-stream, or use a WebSocket with graphql-transport-ws.");
    public static readonly ErrorCode TooManyStreams = new("TOO_MANY_STREAMS", 503, "Too many subscriptions or WebSockets are open, of the caller or in all.", "End some, or try again later; the message names the limits.");
    public static readonly ErrorCode IntrospectionOff = new("INTROSPECTION_DISABLED", 400, "The service does not show its schema.", "Ask for data; whoever runs the service may switch GraphQL:Introspection on.");
    public static readonly ErrorCode PersistedQueryMismatch = new("PERSISTED_QUERY_MISMATCH", 400, "The hash of a persisted query is not that of its text.", "Send the SHA-256 of the text's UTF-8 bytes in hexadecimal.");
    public static readonly ErrorCode UnknownDocument = new("DOCUMENT_NOT_FOUND", 400, "There is no trusted document of this id.", "Deploy the document first, or correct the id.");
    public static readonly ErrorCode UntrustedDocument = new("DOCUMENT_NOT_TRUSTED", 403, "The document is not among those that the service trusts.", "Send the documentId of a trusted one.");
    public static readonly ErrorCode TooCostly = new("QUERY_TOO_COSTLY", 400, "The query could cost more than is allowed, and was not run.", "Do what the message says: ask for fewer rows, or leave out what it names. The limits are GraphQL:Cost and OData:Cost.");

    // Names and status that Apollo's clients look for.
    public static readonly ErrorCode PersistedQueryNotFound = new("PERSISTED_QUERY_NOT_FOUND", 400, "No text is known under this hash.", "Send the request again with its text; clients do so by themselves.");
    public static readonly ErrorCode PersistedQueryNotSupported = new("PERSISTED_QUERY_NOT_SUPPORTED", 400, "Persisted queries are switched off.", "Send the text; clients do so by themselves.");

    public static readonly ErrorCode BadPattern = new("INVALID_PATTERN", 400, "A pattern is no regular expression that can be used.", "Shorten it, correct it, and look neither ahead nor back in it.");
    public static readonly ErrorCode PatternNotOffered = new(StoreException.UnsupportedPattern, 501, "The store can't match this regular expression.", "Shorten or simplify it.");
    public static readonly ErrorCode DeltaExpired = new("DELTA_EXPIRED", 410, "What has changed since this delta link is no longer known.", "Read the collection again without the token; Store:ChangeRetention says how long changes are kept.");
    public static readonly ErrorCode PreconditionRequired = new("PRECONDITION_REQUIRED", 428, "A change must say which state of the entity it is meant for.", "Read the entity and send its ETag as If-Match.");
    public static readonly ErrorCode DependencyFailed = new("DEPENDENCY_FAILED", 424, "A request of the batch was not run, because one that it depends on failed.", "Correct the one that failed and send both again.");
    public static readonly ErrorCode ChangeSetBroke = new("CHANGE_SET_INTERRUPTED", 502, "A change set ended in the middle: what a vendor has done can't be taken back.", "See the details for what was done, and send the rest again.");
    public static readonly ErrorCode UnknownSchemaVersion = new("UNKNOWN_SCHEMA_VERSION", 404, "The service has no schema of this version.", "Leave $schemaversion out, or ask for *.");
    public static readonly ErrorCode BadRepeatability = new("INVALID_REPEATABILITY", 400, "The headers of a repeatable request don't fit together.", "Send Repeatability-Request-ID and Repeatability-First-Sent, the latter as an HTTP date.");

    public static readonly ErrorCode Unauthorized = new("UNAUTHENTICATED", 401, "The request has no valid API key or token.", "Send one as Authorization: Bearer, as X-API-Key, as the password of Basic, or as the query parameter api_key.");
    public static readonly ErrorCode Forbidden = new("FORBIDDEN", 403, "The role or a restriction of the key or token does not allow this.", "Use one of the role that the message names, without the restriction.");
    public static readonly ErrorCode RateLimited = new("RATE_LIMITED", 429, "The caller, or an address that sends wrong credentials, has used up what it may send.", "Wait as long as Retry-After states.");
    public static readonly ErrorCode IssuerUnreachable = new("TOKEN_ISSUER_UNREACHABLE", 503, "The issuer of tokens can't be reached, so that no token can be checked.", "Try again as Retry-After states; API keys work meanwhile.");
    public static readonly ErrorCode CrossSite = new("CROSS_SITE", 403, "A page of another site, which is not listed, tried to change something or to open a WebSocket.", "List the page's origin in Cors:Origins, or call the service from its own pages or from a program.");

    public static readonly ErrorCode TooManyVanished = new(SyncErrors.TooManyDeleted, 502, "A sync saw so few of the known projects that the vendor is more likely broken than empty; nothing was removed.", "Look at the vendor; sync again when its answer is whole.");
    public static readonly ErrorCode SyncBrokeOff = new(SyncErrors.Interrupted, 502, "A sync ended early; what it read is kept.", "Sync again: it goes on where it was.");

    public static readonly ErrorCode SyncElsewhere = new(SyncErrors.RunningOnAnotherInstance, 409, "Another process that has the same store open is syncing the connection.", "See the connection's syncRuns for how far it is.");

    // What the vendors' layer says, by the names that it gives.
    public static readonly ErrorCode InvalidInput = new(VendorErrors.InvalidInput, 400, "A value is missing or not what the field takes.", "Correct the field that the error names.");
    public static readonly ErrorCode RequiredField = new(VendorErrors.RequiredField, 400, "The vendor needs a field that the input lacks.", "Give the field that the error names.");
    public static readonly ErrorCode UnsupportedField = new(VendorErrors.UnsupportedField, 400, "The vendor can't store or clear this field.", "Leave the field out; see the connection's capabilities.");
    public static readonly ErrorCode UnsupportedOperation = new(VendorErrors.UnsupportedOperation, 501, "The vendor documents no such operation.", "See the connection's capabilities for what there is.");
    public static readonly ErrorCode WrongVendorInput = new(VendorErrors.WrongVendorInput, 400, "The input object of one vendor was given for another one.", "Give the object of the project's vendor.");
    public static readonly ErrorCode WrongVendor = new(VendorErrors.WrongVendor, 400, "The project or connection is another vendor's.", "Use the operation of that vendor, or a unified one.");
    public static readonly ErrorCode WrongVendorAccount = new(VendorErrors.WrongVendorAccount, 400, "The project, company or person belongs to another connection.", "Use one of the same connection.");
    public static readonly ErrorCode VendorAccountRequired = new(VendorErrors.VendorAccountRequired, 400, "The vendor has none or several connections and none was named.", "Give vendorAccountId.");
    public static readonly ErrorCode VendorAccountNotConfigured = new(VendorErrors.VendorAccountNotConfigured, 400, "The connection is no longer configured.", "Configure it under Vendors:Accounts.");
    public static readonly ErrorCode IdempotencyConflict = new(VendorErrors.IdempotencyConflict, 409, "The idempotency key was used with another input.", "Use a new key for a new input.");
    public static readonly ErrorCode IdempotencyInFlight = new(VendorErrors.IdempotencyInFlight, 409, "The operation of the same idempotency key is still running.", "Ask again in a moment: the answer will be its.");
    public static readonly ErrorCode Cancelled = new(VendorErrors.Cancelled, 400, "The caller went away before anything was sent.", "Send it again.");
    public static readonly ErrorCode AddressRefused = new(VendorErrors.AddressRefused, 502, "The connection's host is not in the public Internet.", "Correct its BaseUrl, or set AllowPrivateNetwork of the connection if that is meant.");
    public static readonly ErrorCode CircuitOpen = new(VendorErrors.CircuitOpen, 503, "The vendor failed too often: nothing is sent to it for a while.", "Wait until the time that the connection's circuit shows.");
    public static readonly ErrorCode VendorValidation = new(VendorErrors.VendorValidation, 400, "The vendor refused a value.", "Correct what the vendor's text names.");
    public static readonly ErrorCode VendorUnauthorized = new(VendorErrors.VendorUnauthorized, 502, "The vendor does not know the connection's credentials.", "Correct them under Vendors:Accounts.");
    public static readonly ErrorCode VendorForbidden = new(VendorErrors.VendorForbidden, 502, "The connection's account may not do this at the vendor.", "Give the account the right, or use another.");
    public static readonly ErrorCode VendorNotFound = new(VendorErrors.VendorNotFound, 404, "The vendor has no such thing.", "Check the id; a sync shows what is gone.");
    public static readonly ErrorCode VendorRateLimited = new(VendorErrors.VendorRateLimited, 503, "The vendor's rate limit is used up.", "Wait and try again.");
    public static readonly ErrorCode VendorPartial = new(VendorErrors.VendorPartial, 502, "The vendor did some of it.", "See what was done before repeating the rest.");
    public static readonly ErrorCode VendorUnavailable = new(VendorErrors.VendorUnavailable, 502, "The vendor could not be reached, or failed: it certainly did not do it.", "Try again later.");
    public static readonly ErrorCode VendorNoAnswer = new(VendorErrors.VendorNoAnswer, 504, "The vendor's answer never came: it may have done it.", "Look before you repeat; the operation settles by itself.");
    public static readonly ErrorCode OutcomeUnknown = new(VendorErrors.OutcomeUnknown, 504, "The request was sent to the vendor, and its outcome could not be learned or recorded: it may have been done.", "Follow the operation that the message names before you repeat anything; it is settled automatically.");
    public static readonly ErrorCode VendorBadAnswer = new(VendorErrors.VendorBadAnswer, 502, "The vendor's answer was not what it documents.", "Try again later; the message says what was odd.");

    public static readonly ErrorCode Internal = new(VendorErrors.Internal, 500, "The service failed.", "Report the number in the message; the log holds the cause under it.");
    public static readonly ErrorCode StoreBusy = new("STORE_BUSY", 503, "The store is busy.", "Try again in a moment.");
    public static readonly ErrorCode LaterAnswerLost = new("ASYNC_RESULT_LOST", 503, "The instance that worked on an asynchronous request ended before it was done.", "Send a query again. After a change, see Operations for what was sent to the vendor before you repeat it.");
    public static readonly ErrorCode BadStore = new(StoreException.BadConfiguration, 503, "The configuration names no usable store.", "Correct Store:Provider or ConnectionStrings:ProjectGraph.");
    public static readonly ErrorCode NewerStore = new(StoreException.NewerSchema, 503, "A newer version of the service wrote the store.", "Start that version, or give this one another store.");
    public static readonly ErrorCode Unstorable = new(StoreException.UnstorableValue, 400, "A value is larger than the store can hold.", "Send a smaller one; the message names the field.");
    public static readonly ErrorCode StoreClosed = new(StoreException.NotOpen, 503, "The store is not open yet, or closed already.", "Wait until /health/ready answers 200.");
    public static readonly ErrorCode RowMissing = new(StoreException.RowDeleted, 404, "What the request builds on has been removed.", "Read it again; it may be gone at the vendor.");

    public static readonly ErrorCode StoreUnreachable = new(StoreException.Unreachable, 503, "The database does not answer, or not in time.", "Try again in a moment; whoever runs the service looks at the database.");
    public static readonly ErrorCode StoreRefused = new(StoreException.AccessDenied, 503, "The database refuses the service.", "Whoever runs the service corrects user, password, database or rights, as the message says.");
    public static readonly ErrorCode StoreReadOnly = new(StoreException.ReadOnly, 503, "The database takes no writes for now.", "Read on; write again when the message no longer comes.");
    public static readonly ErrorCode StoreFull = new(StoreException.Full, 503, "The database has no room left.", "The operator makes room on its disk. The message states whether a vendor may have done a change.");
    public static readonly ErrorCode StoreFileMissing = new(StoreException.FileMissing, 503, "The store's file was deleted or replaced while the service ran.", "The operator puts the file back and restarts the service.");
    public static readonly ErrorCode StoreDamaged = new(StoreException.Damaged, 503, "The store's file is damaged.", "The operator restores it from a backup and restarts the service.");
    public static readonly ErrorCode StoreHalfMoved = new(StoreException.TransferIncomplete, 503, "The database is the target of a move that has not ended.", "Run make migrate-store again: it goes on where it was.");

    /// <summary>In the order above.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorCode>()];

    private static readonly FrozenDictionary<string, ErrorCode> ById = All.ToFrozenDictionary(code => code.Id, StringComparer.Ordinal);

    /// <summary>The code that another layer named; null where it is not one of these.</summary>
    public static ErrorCode? Find(string id) => ById.GetValueOrDefault(id);
}

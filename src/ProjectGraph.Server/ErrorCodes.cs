using System.Collections.Frozen;
using System.Reflection;

namespace ProjectGraph.Server;

/// <summary>Every coded error, once: <c>1xx</c> request, <c>2xx</c> query, <c>3xx</c> access, <c>4xx</c> vendor, <c>5xx</c> store and host.</summary>
public static class ErrorCodes
{
    public static readonly ErrorCode BadRequest = new("PJG100", 400, "The request is malformed.", "Correct what the message names and send it again.");
    public static readonly ErrorCode UnknownPath = new("PJG101", 404, "There is nothing at this path.", "See the landing page for the paths there are.");
    public static readonly ErrorCode MethodNotAllowed = new("PJG102", 405, "The path does not take this method.", "Use a method that the Allow header names.");
    public static readonly ErrorCode UnsupportedMediaType = new("PJG103", 415, "The body's content type is not understood.", "Send application/json.");
    public static readonly ErrorCode NotAcceptable = new("PJG104", 406, "No answer has a content type that the Accept header admits.", "Accept application/json.");
    public static readonly ErrorCode BodyTooLarge = new("PJG105", 413, "The body is too large.", "Send less at once; the limit is Limits:BodyBytes.");
    public static readonly ErrorCode RequestTimeout = new("PJG106", 408, "The request arrived too slowly.", "Send it again.");
    public static readonly ErrorCode IdempotencyConflict = new("PJG107", 409, "The idempotency key was used with another input, or its first use is still running.", "Use a new key for a new input; wait for the twin.");

    public static readonly ErrorCode Syntax = new("PJG200", 400, "The query can't be parsed.", "Correct it at the place that the message names.");
    public static readonly ErrorCode Invalid = new("PJG201", 400, "The query does not fit the schema.", "Compare it with the schema: /graphql/schema.graphql, /odata/$metadata.");
    public static readonly ErrorCode BadValue = new("PJG202", 400, "A value does not fit its type.", "Send a value of the type that the message names.");
    public static readonly ErrorCode BadPage = new("PJG203", 400, "The page asked for can't be had.", "Ask for 0 to 1,000 rows (OData 10,000), by first or last, with a cursor of the same ordering.");
    public static readonly ErrorCode TooComplex = new("PJG204", 400, "The query is deeper or longer than is allowed.", "Ask for less at once; the message names the limit.");
    public static readonly ErrorCode NotOffered = new("PJG205", 501, "The protocol knows this, the service does not offer it.", "Ask in another way; the message names the part.");
    public static readonly ErrorCode NotFound = new("PJG206", 404, "There is no such entity.", "Check the key.");
    public static readonly ErrorCode Changed = new("PJG207", 412, "The entity has changed since it was read.", "Read it again and repeat the change with the new ETag.");
    public static readonly ErrorCode QueryTimeout = new("PJG208", 504, "The query took too long and was stopped.", "Ask for less, or narrow the filter.");

    public static readonly ErrorCode Unauthorized = new("PJG300", 401, "The request has no valid API key.", "Send a key as Authorization: Bearer, as X-API-Key, or as the password of Basic.");
    public static readonly ErrorCode Forbidden = new("PJG301", 403, "The key's role does not allow this.", "Use a key of the role that the message names.");
    public static readonly ErrorCode TooManyAttempts = new("PJG302", 429, "Too many wrong keys came from this address.", "Wait as long as Retry-After says.");
    public static readonly ErrorCode CrossSite = new("PJG303", 403, "A page of another site tried to change something.", "Call the service from its own pages or from a program.");

    public static readonly ErrorCode VendorFailed = new("PJG400", 502, "The vendor failed or answered nonsense.", "Try again later; the message holds what the vendor said.");
    public static readonly ErrorCode UnsupportedOperation = new("UNSUPPORTED_OPERATION", 501, "The vendor documents no such operation.", "See the connection's capabilities for what there is.");

    public static readonly ErrorCode Internal = new("PJG500", 500, "The service failed.", "Report the number in the message; the log holds the cause under it.");
    public static readonly ErrorCode BadStore = new("PJG501", 503, "The configuration names no usable store.", "Correct Store:Provider or ConnectionStrings:ProjectGraph.");
    public static readonly ErrorCode NewerStore = new("PJG502", 503, "A newer version of the service wrote the store.", "Start that version, or give this one another store.");
    public static readonly ErrorCode Unstorable = new("PJG503", 400, "A value is larger than the store can hold.", "Send a smaller one; the message names the field.");
    public static readonly ErrorCode StoreClosed = new("PJG504", 503, "The store is not open yet, or closed already.", "Wait until /health/ready answers 200.");
    public static readonly ErrorCode RowMissing = new("PJG505", 404, "What the request builds on has been removed.", "Read it again; it may be gone at the vendor.");
    public static readonly ErrorCode StoreBusy = new("PJG506", 503, "The store is busy.", "Try again in a moment.");

    /// <summary>In the order above.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorCode>()];

    private static readonly FrozenDictionary<string, ErrorCode> byId = All.ToFrozenDictionary(code => code.Id, StringComparer.Ordinal);

    /// <summary>The code that another layer named; null where it is not one of these.</summary>
    public static ErrorCode? Find(string id) => byId.GetValueOrDefault(id);
}

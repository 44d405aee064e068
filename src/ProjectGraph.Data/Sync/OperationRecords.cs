using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <param name="Name">The name of the mutation.</param>
/// <param name="InputHash">Hash of the whole input. The same idempotency key with another hash is a conflict.</param>
/// <param name="InputJson">The input, for reconciliation after a crash. Inputs never contain secrets.</param>
/// <param name="IdempotencyKey">The caller's key. Keys of different callers are independent.</param>
public sealed record OperationDraft(
    string Name,
    Vendor? Vendor,
    long? VendorAccountId,
    long? ProjectId,
    bool DryRun,
    string? IdempotencyKey,
    string InputHash,
    string InputJson,
    OperationCaller Caller
);

/// <summary>The caller that requested an operation. Kind and id identify it.</summary>
/// <param name="Id">The API key's id, or the token's subject; null for a local caller.</param>
/// <param name="Name">The API key's name, or the name in the token.</param>
public sealed record OperationCaller(CallerKind Kind, string? Id, string? Name)
{
    /// <summary>The owner under which the caller's idempotency keys are recorded.</summary>
    internal string Owner => $"{EnumModel.Get(typeof(CallerKind)).Find((long)Kind)!.Name}:{Id}";
}

/// <summary>The result of recording an operation.</summary>
public abstract record OperationStart
{
    /// <summary>The operation is new and can be run.</summary>
    public sealed record Started(long OperationId) : OperationStart;

    /// <summary>An earlier operation with the same key and input has ended. Its result is returned again.</summary>
    public sealed record Replay(Operation Operation, IReadOnlyList<long> ProjectIds) : OperationStart;

    /// <summary>The key was used with another input.</summary>
    public sealed record Conflict(long OperationId) : OperationStart;

    /// <summary>An operation with the same key and input is still running.</summary>
    public sealed record InFlight(long OperationId) : OperationStart;
}

/// <param name="Headers">The headers with secrets masked.</param>
/// <param name="BodyJson">The body as JSON; null for none.</param>
public sealed record RecordedRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? BodyJson);

/// <param name="BodyJson">The body as JSON; null for none. A body that is not JSON becomes a JSON string, truncated if long.</param>
public sealed record RecordedResponse(int Status, string? BodyJson);

/// <param name="State">A final state, <c>UNKNOWN</c>, or <c>PLANNED</c> for a dry run with its <paramref name="Request"/>.</param>
/// <param name="Saved">Projects as the vendor now returns them.</param>
/// <param name="DeletedProjectId">The project that was deleted at the vendor.</param>
public sealed record OperationOutcome(
    OperationState State,
    RecordedRequest? Request,
    RecordedResponse? Response,
    IReadOnlyList<OperationError> Errors,
    IReadOnlyList<Project> Saved,
    IReadOnlySet<string> WriteOnlyFields,
    long? DeletedProjectId
);

/// <param name="Code">The name of an error code, such as <c>UNSUPPORTED_OPERATION</c>.</param>
/// <param name="Field">The related unified or input field, in camelCase.</param>
/// <param name="VendorCode">The vendor's own code or HTTP status.</param>
public sealed record OperationError(string Code, string Message, string? Field = null, string? VendorCode = null)
{
    /// <summary>The service stopped before the operation was sent.</summary>
    public const string Interrupted = "INTERRUPTED";

    /// <summary>The caller disconnected before the operation was sent.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>The request was sent, but a failure of the service prevented it from learning or recording the outcome.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The error of a sent operation with an unknown outcome. It must not suggest that nothing happened.</summary>
    /// <param name="reason">The failure, as a sentence.</param>
    public static OperationError CreateUnknownOutcome(long operationId, string reason) =>
        new OperationError(OutcomeUnknown, $"{reason} The request had already been sent: the vendor may have done it.").WithAdvice(
            operationId
        );

    /// <summary>The same error with advice on how to learn the operation's outcome.</summary>
    public OperationError WithAdvice(long operationId) =>
        this with
        {
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{Message} Do not repeat it before the outcome of operation {operationId} is known: follow `operation(id)` or `operationChanged` in GraphQL, `Operations({operationId})` in OData."
            ),
        };
}

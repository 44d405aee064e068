using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <param name="Name">As the mutation is called.</param>
/// <param name="InputHash">Hash of the whole input: the same idempotency key with another hash is a conflict.</param>
/// <param name="InputJson">The input, for settling after a crash. No secrets are ever in an input.</param>
/// <param name="IdempotencyKey">The caller's own: another caller may use the same one for something else.</param>
public sealed record OperationDraft(
    string Name, Vendor? Vendor, long? ConnectionId, long? ProjectId, bool DryRun, string? IdempotencyKey, string InputHash, string InputJson,
    OperationCaller Caller);

/// <summary>The caller that requested an operation. Kind and id identify it.</summary>
/// <param name="Id">The API key's id, or the token's subject; null for a local caller.</param>
/// <param name="Name">The API key's name, or the name in the token.</param>
public sealed record OperationCaller(CallerKind Kind, string? Id, string? Name)
{
    /// <summary>The caller that its idempotency keys are recorded under.</summary>
    internal string Owner => $"{EnumModel.Of(typeof(CallerKind)).Find((long)Kind)!.Name}:{Id}";
}

/// <summary>What came of recording an operation.</summary>
public abstract record OperationStart
{
    /// <summary>Go on.</summary>
    public sealed record Started(long OperationId) : OperationStart;

    /// <summary>The same question was answered before: give this answer again.</summary>
    public sealed record Replay(Operation Operation, IReadOnlyList<long> ProjectIds) : OperationStart;

    /// <summary>The key was used with another input.</summary>
    public sealed record Conflict(long OperationId) : OperationStart;

    /// <summary>The twin is still running.</summary>
    public sealed record InFlight(long OperationId) : OperationStart;
}

/// <param name="Headers">Secrets already masked.</param>
/// <param name="BodyJson">The body as JSON; null for none.</param>
public sealed record RecordedRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? BodyJson);

/// <param name="BodyJson">The body as JSON (a body that is no JSON as a JSON string, cut to a sane length); null for none.</param>
public sealed record RecordedResponse(int Status, string? BodyJson);

/// <param name="State">A final state, <c>UNKNOWN</c>, or <c>PLANNED</c> for a dry run (whose request is in <paramref name="Request"/>).</param>
/// <param name="Saved">Projects as the vendor now shows them.</param>
/// <param name="DeletedProjectId">The project that is gone at the vendor.</param>
public sealed record OperationOutcome(
    OperationState State, RecordedRequest? Request, RecordedResponse? Response, IReadOnlyList<OperationError> Errors,
    IReadOnlyList<Project> Saved, IReadOnlySet<string> WriteOnlyFields, long? DeletedProjectId);

/// <param name="Code">A banded code or a named one such as <c>UNSUPPORTED_OPERATION</c>.</param>
/// <param name="Field">The unified or input field that it is about, in camelCase.</param>
/// <param name="VendorCode">The vendor's own code or HTTP status.</param>
public sealed record OperationError(string Code, string Message, string? Field = null, string? VendorCode = null)
{
    /// <summary>The service stopped before the operation was sent.</summary>
    public const string Interrupted = "INTERRUPTED";

    /// <summary>The caller went away before the operation was sent.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>The request was sent, and a failure of the service kept it from learning or recording the outcome.</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The error of an operation that was sent and whose outcome is not known: nothing may read as if it had not happened.</summary>
    /// <param name="reason">What failed, as a sentence.</param>
    public static OperationError OfUnknownOutcome(long operationId, string reason) =>
        new OperationError(OutcomeUnknown, $"{reason} The request had been sent by then: the vendor may have done it.").WithAdvice(operationId);

    /// <summary>The same error with how to learn the operation's outcome.</summary>
    public OperationError WithAdvice(long operationId) => this with
    {
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"{Message} Do not repeat it before the outcome of operation {operationId} is known: follow `operation(id)` or `operationChanged` in GraphQL, `Operations({operationId})` in OData."),
    };
}

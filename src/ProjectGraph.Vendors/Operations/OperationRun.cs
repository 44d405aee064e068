using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>An operation that is under way.</summary>
/// <param name="Id">Its entry in the operation log.</param>
/// <param name="ProjectId">The project that it acts on.</param>
/// <param name="Unified">Whether field names of the vendor must be turned into those of the graph.</param>
/// <param name="Precondition">Asked with the project at hand before anything is sent.</param>
/// <param name="Sending">How far the request has come.</param>
internal sealed record OperationRun(
    long Id, string Name, VendorChannel Channel, long? ProjectId, bool DryRun, bool Unified, Func<Project, OperationError?>? Precondition,
    OperationSending Sending)
{
    public VendorConnector Connector => Channel.Connector;

    /// <summary>The errors by the names that the caller used.</summary>
    public IReadOnlyList<OperationError> InCallersWords(IReadOnlyList<OperationError> errors) =>
        Unified ? [.. errors.Select(InCallersWords)] : errors;

    /// <summary>The vendor's own text stays as it is.</summary>
    private OperationError InCallersWords(OperationError error)
    {
        var (name, subject) = (Rename(error.Field), $"'{error.Field}'");
        var isOurs = error.VendorCode is null && error.Message.StartsWith(subject, StringComparison.Ordinal);
        return error with { Field = name, Message = isOurs ? $"'{name}'{error.Message[subject.Length..]}" : error.Message };
    }

    private string? Rename(string? field)
    {
        if (field is null) return null;
        var dot = field.LastIndexOf('.') + 1;
        // Within the vendor's own input object the names are the caller's already.
        if (field[..dot].EndsWith(Connector.InputName + ".", StringComparison.Ordinal)) return field;
        var name = Connector.UnifiedNames.GetValueOrDefault(field[dot..], field[dot..]);
        return field.EndsWith(name, StringComparison.Ordinal) ? field : field[..dot] + name;
    }
}

/// <summary>
/// How far the request of an operation has come. From the moment that it is sent, no failure and no end of the caller's
/// patience may be reported as if nothing had happened.
/// </summary>
internal sealed class OperationSending
{
    private readonly Lock gate = new();
    private bool isAbandoned;
    private volatile OperationResult? result;

    /// <summary>The operation's entry in the log, once its request goes out; null before.</summary>
    public long? SentId { get; private set; }

    /// <summary>What was recorded as the end.</summary>
    public OperationResult? Result => result;

    /// <summary>To be asked right before the request goes out. False where the caller has been told that nothing was sent.</summary>
    public bool TryBegin(long operationId)
    {
        lock (gate)
        {
            if (isAbandoned) return false;
            SentId = operationId;
            return true;
        }
    }

    /// <summary>The caller waits no longer. Where nothing has gone out by now, nothing will.</summary>
    /// <returns>The operation whose request is out; null where there is none.</returns>
    public long? Abandon()
    {
        lock (gate)
        {
            isAbandoned = SentId is null;
            return SentId;
        }
    }

    public OperationResult End(OperationResult recorded) => result = recorded;
}

/// <summary>What an operation comes to before it is sent: an operation of the vendor with its input, or why not.</summary>
internal sealed record PreparedWrite(VendorOperation? Operation, object? Input, IReadOnlyList<OperationError> Errors, IReadOnlyList<Loss> Losses)
{
    public static PreparedWrite Of(VendorOperation operation, object input, IReadOnlyList<Loss>? losses = null) => new(operation, input, [], losses ?? []);

    public static PreparedWrite Refused(IReadOnlyList<OperationError> errors) => new(null, null, errors, []);
}

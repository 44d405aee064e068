using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>A running operation.</summary>
/// <param name="Id">Its entry in the operation log.</param>
/// <param name="ProjectId">The project that it acts on.</param>
/// <param name="Unified">Whether the vendor's field names are translated to the graph's in errors.</param>
/// <param name="Precondition">Checks the project before anything is sent.</param>
/// <param name="SendState">Whether the request was sent or abandoned.</param>
internal sealed record OperationRun(
    long Id,
    string Name,
    VendorChannel Channel,
    long? ProjectId,
    bool DryRun,
    bool Unified,
    Func<Project, OperationError?>? Precondition,
    OperationSendState SendState
)
{
    public VendorConnector Connector => Channel.Connector;

    /// <summary>Returns the errors with the field names that the caller used.</summary>
    public IReadOnlyList<OperationError> WithCallersFieldNames(IReadOnlyList<OperationError> errors) =>
        Unified ? [.. errors.Select(WithCallersFieldNames)] : errors;

    /// <summary>Leaves the vendor's own text unchanged.</summary>
    private OperationError WithCallersFieldNames(OperationError error)
    {
        var (name, subject) = (GetCallersFieldName(error.Field), $"'{error.Field}'");
        var isOurs = error.VendorCode is null && error.Message.StartsWith(subject, StringComparison.Ordinal);
        return error with { Field = name, Message = isOurs ? $"'{name}'{error.Message[subject.Length..]}" : error.Message };
    }

    private string? GetCallersFieldName(string? field)
    {
        if (field is null)
            return null;
        var dot = field.LastIndexOf('.') + 1;
        // The vendor's own input object already has the caller's names.
        if (field[..dot].EndsWith(Connector.InputName + ".", StringComparison.Ordinal))
            return field;
        var name = Connector.UnifiedNames.GetValueOrDefault(field[dot..], field[dot..]);
        return field.EndsWith(name, StringComparison.Ordinal) ? field : field[..dot] + name;
    }
}

/// <summary>
/// Records whether the request of an operation was sent. Once it is sent, neither a failure nor a cancellation by the caller may be
/// reported as if nothing had happened.
/// </summary>
internal sealed class OperationSendState
{
    private readonly Lock _gate = new();
    private bool _isAbandoned;
    private volatile OperationResult? _result;

    /// <summary>The id in the operation log once the request is sent; null before.</summary>
    public long? SentOperationId { get; private set; }

    /// <summary>The recorded result.</summary>
    public OperationResult? Result => _result;

    /// <summary>Marks the request as sent, directly before sending. False if the caller was notified that nothing was sent.</summary>
    public bool TryMarkSent(long operationId)
    {
        lock (_gate)
        {
            if (_isAbandoned)
                return false;
            SentOperationId = operationId;
            return true;
        }
    }

    /// <summary>Records that the caller no longer waits. A request that is not sent yet will not be sent.</summary>
    /// <returns>The operation whose request was sent; null if none was.</returns>
    public long? Abandon()
    {
        lock (_gate)
        {
            _isAbandoned = SentOperationId is null;
            return SentOperationId;
        }
    }

    public OperationResult Complete(OperationResult recorded) => _result = recorded;
}

/// <summary>A write before it is sent: the vendor's operation with its input, or the errors that refuse it.</summary>
internal sealed record PreparedWrite(
    VendorOperation? Operation,
    object? Input,
    IReadOnlyList<OperationError> Errors,
    IReadOnlyList<Loss> Losses
)
{
    public static PreparedWrite Ready(VendorOperation operation, object input, IReadOnlyList<Loss>? losses = null) =>
        new(operation, input, [], losses ?? []);

    public static PreparedWrite Refused(IReadOnlyList<OperationError> errors) => new(null, null, errors, []);
}

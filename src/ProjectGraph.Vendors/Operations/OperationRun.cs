using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>An operation that is under way.</summary>
/// <param name="Id">Its entry in the operation log.</param>
/// <param name="ProjectId">The project that it acts on.</param>
/// <param name="Unified">Whether field names of the vendor must be turned into those of the graph.</param>
/// <param name="Precondition">Asked with the project at hand before anything is sent.</param>
internal sealed record OperationRun(
    long Id, string Name, VendorChannel Channel, long? ProjectId, bool DryRun, bool Unified, Func<Project, OperationError?>? Precondition)
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

/// <summary>What an operation comes to before it is sent: an operation of the vendor with its input, or why not.</summary>
internal sealed record PreparedWrite(VendorOperation? Operation, object? Input, IReadOnlyList<OperationError> Errors, IReadOnlyList<Loss> Losses)
{
    public static PreparedWrite Of(VendorOperation operation, object input, IReadOnlyList<Loss>? losses = null) => new(operation, input, [], losses ?? []);

    public static PreparedWrite Refused(IReadOnlyList<OperationError> errors) => new(null, null, errors, []);
}

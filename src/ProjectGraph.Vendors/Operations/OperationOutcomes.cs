using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>The end of a write.</summary>
internal sealed record WriteResult(
    OperationState State,
    VendorResponse? Response,
    OperationEffect? Effect,
    IReadOnlyList<OperationError> Errors
);

/// <summary>Creates entries of the operation log from the ends of operations.</summary>
internal static class OperationOutcomes
{
    private static readonly IReadOnlySet<string> NoFields = new HashSet<string>();

    public static OperationOutcome WithoutResponse(OperationState state, IReadOnlyList<OperationError> errors) =>
        new(state, null, null, errors, [], NoFields, null);

    public static OperationOutcome FromWrite(
        WriteResult end,
        IReadOnlyList<OperationError> errors,
        VendorConnector connector,
        long? deletedProjectId
    )
    {
        var written = end.Effect?.WrittenFields ?? NoFields;
        var unchanged = connector.WriteOnlyFields.Where(field => !written.Contains(field)).ToHashSet();
        return new(end.State, null, end.Response?.Record(), errors, end.Effect?.Saved ?? [], unchanged, deletedProjectId);
    }
}

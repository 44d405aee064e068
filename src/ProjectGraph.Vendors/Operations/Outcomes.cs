using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Operations;

/// <summary>The end of a write.</summary>
internal sealed record WriteEnd(OperationState State, VendorAnswer? Answer, OperationEffect? Effect, IReadOnlyList<OperationError> Errors);

/// <summary>Creates entries of the operation log from the ends of operations.</summary>
internal static class Outcomes
{
    private static readonly IReadOnlySet<string> none = new HashSet<string>();

    public static OperationOutcome Without(OperationState state, IReadOnlyList<OperationError> errors) =>
        new(state, null, null, errors, [], none, null);

    public static OperationOutcome Of(WriteEnd end, IReadOnlyList<OperationError> errors, VendorConnector connector, long? deletedProjectId)
    {
        var written = end.Effect?.Written ?? none;
        var unchanged = connector.WriteOnlyFields.Where(field => !written.Contains(field)).ToHashSet();
        return new(end.State, null, end.Answer?.Record(), errors, end.Effect?.Saved ?? [], unchanged, deletedProjectId);
    }
}

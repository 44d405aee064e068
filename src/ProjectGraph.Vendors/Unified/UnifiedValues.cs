using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Checks the rules for unified values that hold for every vendor.</summary>
internal static class UnifiedValues
{
    private static readonly InputShape status = new InputShape.Choice(EnumModel.Of(typeof(ProjectStatus)));

    private static readonly InputShape number = new InputShape.Scalar(FieldKind.Int);

    public static void Check(string operation, IReadOnlyDictionary<string, object?> input, List<OperationError> errors)
    {
        var (hasStatus, hasVendorStatus) = (!InputValue.IsNull(input.GetValueOrDefault("status")), !InputValue.IsNull(input.GetValueOrDefault("vendorStatus")));
        if (hasStatus && hasVendorStatus) errors.Add(Invalid("vendorStatus", "can't be combined with 'status'. Give one of them"));
        if (operation == UnifiedOperations.SetStatus && !hasStatus && !hasVendorStatus) errors.Add(Invalid("status", "is required"));
        if (operation == UnifiedOperations.SetManager && !input.ContainsKey("managerId"))
            errors.Add(Invalid("managerId", "is required. Give a person, or null to remove the manager"));
        if (hasStatus && InputValue.Plain(input["status"], status) is { } given
            && InputValue.Member(EnumModel.Of(typeof(ProjectStatus)), given) is ProjectStatus.Unknown)
            errors.Add(Invalid("status", "must not be UNKNOWN, which is a read-only value"));
        if (InputValue.Plain(input.GetValueOrDefault("progress"), number) is { } progress && InputValue.Of(FieldKind.Int, progress) is < 0 or > 100)
            errors.Add(Invalid("progress", "must be between 0 and 100"));
    }

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);
}

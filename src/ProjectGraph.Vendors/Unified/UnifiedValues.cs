using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Checks the rules for unified values that hold for every vendor.</summary>
internal static class UnifiedValues
{
    private static readonly InputShape Status = new InputShape.Choice(EnumModel.Get(typeof(ProjectStatus)));

    private static readonly InputShape Number = new InputShape.Scalar(FieldKind.Int);

    public static void Check(string operation, IReadOnlyDictionary<string, object?> input, List<OperationError> errors)
    {
        var (hasStatus, hasVendorStatus) = (
            !InputValue.IsNull(input.GetValueOrDefault("status")),
            !InputValue.IsNull(input.GetValueOrDefault("vendorStatus"))
        );
        if (hasStatus && hasVendorStatus)
            errors.Add(CreateError("vendorStatus", "can't be combined with 'status'. Give one of them"));
        if (operation == UnifiedOperations.SetStatus && !hasStatus && !hasVendorStatus)
            errors.Add(CreateError("status", "is required"));
        if (operation == UnifiedOperations.SetManager && !input.ContainsKey("managerId"))
            errors.Add(CreateError("managerId", "is required. Give a person, or null to remove the manager"));
        if (
            hasStatus
            && InputValue.ToPlain(input["status"], Status) is { } given
            && InputValue.FindMember(EnumModel.Get(typeof(ProjectStatus)), given) is ProjectStatus.Unknown
        )
            errors.Add(CreateError("status", "must not be UNKNOWN, which is a read-only value"));
        if (
            InputValue.ToPlain(input.GetValueOrDefault("progress"), Number) is { } progress
            && InputValue.Convert(FieldKind.Int, progress) is < 0 or > 100
        )
            errors.Add(CreateError("progress", "must be between 0 and 100"));
    }

    private static OperationError CreateError(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);
}

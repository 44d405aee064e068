using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Creates the OData error of a failed operation, from its first error and with all errors as details.</summary>
internal static class OperationFailures
{
    public static ApiException Of(OperationResult result)
    {
        var first = result.Errors.Count > 0 ? result.Errors[0] : new OperationError(ErrorCodes.Internal.Id, "The operation failed without an error of the vendor. See its entry in Operations.");
        var code = ErrorCodes.Find(first.Code) ?? ErrorCodes.BadRequest;
        return new(new ApiError(code, $"{first.Message} (operation {result.OperationId}, {result.State})", Target(first))
        {
            Details = [.. result.Errors.Select(error => new ApiErrorDetail(error.VendorCode ?? error.Code, error.Message, Target(error)))],
        });
    }

    private static string? Target(OperationError error) => error.Field is { Length: > 0 } field ? ODataOperation.PascalCase(field) : null;
}

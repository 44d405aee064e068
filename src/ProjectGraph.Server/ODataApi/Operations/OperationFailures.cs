using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Creates the OData error of a failed operation, from its first error and with all errors as details.</summary>
internal static class OperationFailures
{
    public static ApiException CreateError(OperationResult result)
    {
        var first =
            result.Errors.Count > 0
                ? result.Errors[0]
                : new OperationError(
                    ErrorCodes.InternalServerError.Id,
                    "The operation failed without an error of the vendor. See its entry in Operations."
                );
        var code = ErrorCodes.Find(first.Code) ?? ErrorCodes.BadRequest;
        return new(
            new ApiError(code, $"{first.Message} (operation {result.OperationId}, {result.State})", GetTarget(first))
            {
                Details =
                [
                    .. result.Errors.Select(error => new ApiErrorDetail(error.VendorCode ?? error.Code, error.Message, GetTarget(error))),
                ],
            }
        );
    }

    private static string? GetTarget(OperationError error) =>
        error.Field is { Length: > 0 } field ? ODataOperation.ToPascalCase(field) : null;
}

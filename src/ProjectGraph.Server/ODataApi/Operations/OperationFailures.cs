using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>An operation that did not succeed, as an OData error: its first error in front, all of them as details.</summary>
internal static class OperationFailures
{
    public static ApiException Of(OperationResult result)
    {
        var first = result.Errors.Count > 0 ? result.Errors[0] : new OperationError(ErrorCodes.Internal.Id, "The operation did not succeed.");
        var code = ErrorCodes.Find(first.Code) ?? ErrorCodes.BadRequest;
        return new(new ApiError(code, $"{first.Message} (operation {result.OperationId}, {result.State})", Target(first))
        {
            Details = [.. result.Errors.Select(error => new ApiErrorDetail(error.VendorCode ?? error.Code, error.Message, Target(error)))],
        });
    }

    private static string? Target(OperationError error) => error.Field is { Length: > 0 } field ? ODataOperation.PascalCase(field) : null;
}

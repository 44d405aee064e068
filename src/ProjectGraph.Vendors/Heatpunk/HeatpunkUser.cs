using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Determines the user as whom a request is sent. A team shares one key, so every request names a user by e-mail address. The default
/// is the vendor account's user.
/// </summary>
internal static class HeatpunkUser
{
    public const string Setting = "UserEmail";

    public static string? GetConfigured(VendorAccountSettings settings) =>
        settings.Setting(Setting) is { Length: > 0 } email ? email : null;

    /// <exception cref="VendorReadException">The vendor account has no user configured.</exception>
    public static string GetRequired(VendorAccountSettings settings) =>
        GetConfigured(settings)
        ?? throw new VendorReadException(
            VendorErrors.RequiredField,
            $"Heatpunk needs the user whose projects are read. Set Settings:{Setting} of the vendor account '{settings.Name}'."
        );

    public static IEnumerable<OperationError> Check(string field, string? email)
    {
        if (email is null)
            yield return new(
                VendorErrors.RequiredField,
                $"'{field}' is required: the e-mail address of a team member. The vendor account has no default; set {Setting} to give it one.",
                field
            );
        else if (!IsAddress(email))
            yield return new(VendorErrors.InvalidInput, $"'{field}' must be an e-mail address.", field);
    }

    /// <summary>Attributes a missing permission to the named user: the key itself has access to the whole team.</summary>
    public static IReadOnlyList<OperationError> AttributeForbidden(string field, IReadOnlyList<OperationError> errors) =>
        [.. errors.Select(error => error.Code == VendorErrors.VendorForbidden ? error with { Field = error.Field ?? field } : error)];

    private static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
}

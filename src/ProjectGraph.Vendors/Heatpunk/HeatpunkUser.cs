using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// In whose name a request goes. A key is the whole team's and projects are not, so every request names a user by e-mail
/// address; where the caller names none, it is the connection's.
/// </summary>
internal static class HeatpunkUser
{
    public const string Setting = "UserEmail";

    public static string? Configured(ConnectionSettings settings) => settings.Setting(Setting) is { Length: > 0 } email ? email : null;

    /// <exception cref="VendorReadException">The connection names no user.</exception>
    public static string Of(ConnectionSettings settings) => Configured(settings) ?? throw new VendorReadException(
        VendorErrors.RequiredField, $"Heatpunk wants to know whose projects to read: set Settings:{Setting} of the connection '{settings.Name}'.");

    public static IEnumerable<OperationError> Check(string field, string? email)
    {
        if (email is null)
            yield return new(VendorErrors.RequiredField, $"'{field}' is required: the e-mail address of a team member. The connection has no {Setting} to stand in for it.", field);
        else if (!IsAddress(email))
            yield return new(VendorErrors.InvalidInput, $"'{field}' must be an e-mail address.", field);
    }

    /// <summary>A missing right is that of the user named: the key itself reads and writes for the whole team.</summary>
    public static IReadOnlyList<OperationError> Named(string field, IReadOnlyList<OperationError> errors) =>
        [.. errors.Select(error => error.Code == VendorErrors.VendorForbidden ? error with { Field = error.Field ?? field } : error)];

    private static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
}

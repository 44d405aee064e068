using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>
/// Reads refusals. The documents have only 400 and 403 with "an explanation". The text identifies an unknown id, and distinguishes a
/// bad token from a missing permission, which are both 403.
/// </summary>
internal static partial class PlanhatRefusals
{
    private static readonly string[] InvalidTokenWords = ["missing", "invalid", "expired"];

    public static IReadOnlyList<OperationError> Read(VendorResponse response)
    {
        var json = response.TryJson();
        var text = GetMessage(json) ?? (json is null && response.Status < 500 ? response.Text : "");
        var code = GetCode(response.Status, text);
        var field = code == VendorErrors.VendorValidation ? FindFieldName(text) : null;
        return [new(code, text.Length > 0 ? text : $"Planhat responded with status {response.Status}.", field, $"{response.Status}")];
    }

    /// <summary>Returns the first project property that the text names.</summary>
    public static string? FindFieldName(string text) => FieldNamePattern().Match(text) is { Success: true } match ? match.Value : null;

    private static string GetCode(int status, string text) =>
        status switch
        {
            400 when text.Contains("not found", StringComparison.OrdinalIgnoreCase) => VendorErrors.VendorNotFound,
            403 when IsInvalidToken(text) => VendorErrors.VendorUnauthorized,
            _ => RefusalCodes.FromStatus(status),
        };

    private static string? GetMessage(JsonElement? json) =>
        json switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } body when body.TryGetProperty("message", out var message) => message.ToString(),
            _ => null,
        };

    private static bool IsInvalidToken(string text) =>
        text.Contains("token", StringComparison.OrdinalIgnoreCase)
        && InvalidTokenWords.Any(fault => text.Contains(fault, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"\b(name|companyId|externalId|sourceId|currency|startDate|endDate|mrr|arr|nrr|custom)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FieldNamePattern();
}

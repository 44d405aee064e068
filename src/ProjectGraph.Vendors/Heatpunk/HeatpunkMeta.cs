using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Builds the <c>meta</c> object of a request, and checks the rules that the documents state.</summary>
internal static class HeatpunkMeta
{
    /// <summary>Builds the object of a create. Null values are omitted.</summary>
    public static JsonObject Build(CreateHeatpunkProjectInput input) =>
        new(SetFields(input).Where(field => field.Value is not null && !IsEmpty(field.Value)));

    /// <summary>
    /// Builds the object of an update. A null text is sent as an empty text, which is how Heatpunk represents an unset one.
    /// </summary>
    public static JsonObject Build(UpdateHeatpunkProjectInput input) => new(SetFields(input));

    public static IEnumerable<OperationError> Check(HeatpunkMetaInput input)
    {
        if (input.ProjectName.Value is { } name && string.IsNullOrWhiteSpace(name))
            yield return Invalid("projectName", "must not be empty");
        if (input.Lat.Value is > 90 or < -90)
            yield return Invalid("lat", "must be between -90 and 90");
        if (input.Lng.Value is > 180 or < -180)
            yield return Invalid("lng", "must be between -180 and 180");
    }

    /// <summary>Rejects null for fields that Heatpunk cannot clear: choices have no empty value, and a project always has a name.</summary>
    public static IEnumerable<OperationError> CheckCleared(UpdateHeatpunkProjectInput input)
    {
        if (input.ProjectName is { IsSet: true, Value: null })
            yield return CannotClear("projectName");
        if (input.Status is { IsSet: true, Value: null })
            yield return CannotClear("status");
        if (input.BuildDate is { IsSet: true, Value: null })
            yield return CannotClear("buildDate");
    }

    public static string ToVendorText(HeatpunkBuildDate date) =>
        date switch
        {
            HeatpunkBuildDate.Pre2000 => "pre2000",
            HeatpunkBuildDate.Post2000 => "post2000",
            _ => "post2006",
        };

    public static HeatpunkBuildDate? ParseBuildDate(string? word) =>
        Enum.GetValues<HeatpunkBuildDate>()
            .Where(date => ToVendorText(date) == word)
            .Select(date => (HeatpunkBuildDate?)date)
            .FirstOrDefault();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> SetFields(HeatpunkMetaInput input)
    {
        if (input.BuildDate.IsSet)
            yield return new("buildDate", input.BuildDate.Value is { } date ? ToVendorText(date) : null);
        if (input.ProjectName.IsSet)
            yield return TextField("projectName", input.ProjectName);
        if (input.CustomerName.IsSet)
            yield return TextField("customerName", input.CustomerName);
        if (input.CustomerEmail.IsSet)
            yield return TextField("customerEmail", input.CustomerEmail);
        if (input.CustomerPhone.IsSet)
            yield return TextField("customerPhone", input.CustomerPhone);
        if (input.Address.IsSet)
            yield return TextField("address", input.Address);
        if (input.Postcode.IsSet)
            yield return TextField("postcode", input.Postcode);
        if (input.Lat.IsSet)
            yield return new("lat", input.Lat.Value);
        if (input.Lng.IsSet)
            yield return new("lng", input.Lng.Value);
        if (input.Status.IsSet)
            yield return new("status", input.Status.Value is { } status ? HeatpunkStatuses.ToVendorStatus(status) : null);
        if (input.CrmReference.IsSet)
            yield return TextField("crmReference", input.CrmReference);
    }

    private static KeyValuePair<string, JsonNode?> TextField(string name, Optional<string?> text) => new(name, text.Value ?? "");

    private static bool IsEmpty(JsonNode value) =>
        value is JsonValue text && text.TryGetValue<string>(out var content) && content.Length == 0;

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);

    private static OperationError CannotClear(string field) =>
        new(VendorErrors.InvalidInput, $"'{field}' must not be null. Heatpunk can change it but cannot clear it.", field);
}

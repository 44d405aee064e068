using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Builds the <c>meta</c> object of a request, and checks the rules that the documents state.</summary>
internal static class HeatpunkMeta
{
    /// <summary>Builds the object of a create. Null values are omitted.</summary>
    public static JsonObject Of(CreateHeatpunkProjectInput input) => new(Values(input).Where(field => field.Value is not null && !IsEmpty(field.Value)));

    /// <summary>
    /// Builds the object of an update. A null text is sent as an empty text, which is how Heatpunk represents an unset one.
    /// </summary>
    public static JsonObject Of(UpdateHeatpunkProjectInput input) => new(Values(input));

    public static IEnumerable<OperationError> Check(HeatpunkMetaInput input)
    {
        if (input.ProjectName.Value is { } name && string.IsNullOrWhiteSpace(name)) yield return Invalid("projectName", "must not be empty");
        if (input.Lat.Value is > 90 or < -90) yield return Invalid("lat", "must be between -90 and 90");
        if (input.Lng.Value is > 180 or < -180) yield return Invalid("lng", "must be between -180 and 180");
    }

    /// <summary>Rejects null for fields that Heatpunk cannot clear: choices have no empty value, and a project always has a name.</summary>
    public static IEnumerable<OperationError> CheckCleared(UpdateHeatpunkProjectInput input)
    {
        if (input.ProjectName is { IsSet: true, Value: null }) yield return Kept("projectName");
        if (input.Status is { IsSet: true, Value: null }) yield return Kept("status");
        if (input.BuildDate is { IsSet: true, Value: null }) yield return Kept("buildDate");
    }

    public static string Word(HeatpunkBuildDate date) => date switch
    {
        HeatpunkBuildDate.Pre2000 => "pre2000",
        HeatpunkBuildDate.Post2000 => "post2000",
        _ => "post2006",
    };

    public static HeatpunkBuildDate? BuildDate(string? word) =>
        Enum.GetValues<HeatpunkBuildDate>().Where(date => Word(date) == word).Select(date => (HeatpunkBuildDate?)date).FirstOrDefault();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Values(HeatpunkMetaInput input)
    {
        if (input.BuildDate.IsSet) yield return new("buildDate", input.BuildDate.Value is { } date ? Word(date) : null);
        if (input.ProjectName.IsSet) yield return Text("projectName", input.ProjectName);
        if (input.CustomerName.IsSet) yield return Text("customerName", input.CustomerName);
        if (input.CustomerEmail.IsSet) yield return Text("customerEmail", input.CustomerEmail);
        if (input.CustomerPhone.IsSet) yield return Text("customerPhone", input.CustomerPhone);
        if (input.Address.IsSet) yield return Text("address", input.Address);
        if (input.Postcode.IsSet) yield return Text("postcode", input.Postcode);
        if (input.Lat.IsSet) yield return new("lat", input.Lat.Value);
        if (input.Lng.IsSet) yield return new("lng", input.Lng.Value);
        if (input.Status.IsSet) yield return new("status", input.Status.Value is { } status ? HeatpunkStatuses.Word(status) : null);
        if (input.CrmReference.IsSet) yield return Text("crmReference", input.CrmReference);
    }

    private static KeyValuePair<string, JsonNode?> Text(string name, Optional<string?> text) => new(name, text.Value ?? "");

    private static bool IsEmpty(JsonNode value) => value is JsonValue text && text.TryGetValue<string>(out var content) && content.Length == 0;

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);

    private static OperationError Kept(string field) =>
        new(VendorErrors.InvalidInput, $"'{field}' must not be null. Heatpunk can change it but cannot clear it.", field);
}

using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>The fields that Heatpunk accepts but never lists. The graph knows their values from its own writes.</summary>
internal static class HeatpunkWriteOnlyFields
{
    private const string BuildDate = "Heatpunk.BuildDate";
    private const string CustomerEmail = "Heatpunk.CustomerEmail";
    private const string CustomerPhone = "Heatpunk.CustomerPhone";
    private const string CrmReference = "Heatpunk.CrmReference";

    /// <summary>The graph's fields for each key of <c>meta</c>.</summary>
    private static readonly Dictionary<string, string[]> FieldsByKey = new()
    {
        ["buildDate"] = [BuildDate],
        ["customerEmail"] = [CustomerEmail],
        ["customerPhone"] = [CustomerPhone],
        ["crmReference"] = [CrmReference, nameof(Project.Reference)],
    };

    public static IReadOnlySet<string> All { get; } = FieldsByKey.Values.SelectMany(fields => fields).ToHashSet();

    public static bool IsWriteOnly(string key) => FieldsByKey.ContainsKey(key);

    /// <summary>Returns the project that was read back, completed with the sent values that Heatpunk does not list.</summary>
    public static OperationEffect CreateEffect(Project project, JsonObject meta)
    {
        var own = project.Heatpunk!;
        own.BuildDate = HeatpunkMeta.ParseBuildDate(GetText(meta, "buildDate"));
        own.CustomerEmail = GetText(meta, "customerEmail");
        own.CustomerPhone = GetText(meta, "customerPhone");
        own.CrmReference = project.Reference = GetText(meta, "crmReference");
        return OperationEffect.FromProject(project) with
        {
            WrittenFields = meta.Where(field => IsWriteOnly(field.Key)).SelectMany(field => FieldsByKey[field.Key]).ToHashSet(),
        };
    }

    private static string? GetText(JsonObject meta, string key) => meta[key]?.GetValue<string>() is { Length: > 0 } text ? text : null;
}

using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>The fields that Heatpunk accepts but never lists. The graph knows their values from its own writes.</summary>
internal static class HeatpunkWritten
{
    private const string BuildDate = "Heatpunk.BuildDate";
    private const string CustomerEmail = "Heatpunk.CustomerEmail";
    private const string CustomerPhone = "Heatpunk.CustomerPhone";
    private const string CrmReference = "Heatpunk.CrmReference";

    /// <summary>The graph's fields for each key of <c>meta</c>.</summary>
    private static readonly Dictionary<string, string[]> fieldsByKey = new()
    {
        ["buildDate"] = [BuildDate],
        ["customerEmail"] = [CustomerEmail],
        ["customerPhone"] = [CustomerPhone],
        ["crmReference"] = [CrmReference, nameof(Project.Reference)],
    };

    public static IReadOnlySet<string> Fields { get; } = fieldsByKey.Values.SelectMany(fields => fields).ToHashSet();

    public static bool IsUnshown(string key) => fieldsByKey.ContainsKey(key);

    /// <summary>Returns the project that was read back, completed with the sent values that Heatpunk does not list.</summary>
    public static OperationEffect Effect(Project project, JsonObject meta)
    {
        var own = project.Heatpunk!;
        own.BuildDate = HeatpunkMeta.BuildDate(Text(meta, "buildDate"));
        own.CustomerEmail = Text(meta, "customerEmail");
        own.CustomerPhone = Text(meta, "customerPhone");
        own.CrmReference = project.Reference = Text(meta, "crmReference");
        return OperationEffect.Of(project) with
        {
            Written = meta.Where(field => IsUnshown(field.Key)).SelectMany(field => fieldsByKey[field.Key]).ToHashSet(),
        };
    }

    private static string? Text(JsonObject meta, string key) => meta[key]?.GetValue<string>() is { Length: > 0 } text ? text : null;
}

using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>What Heatpunk takes and never lists: the graph knows it from the writes that went through here.</summary>
internal static class HeatpunkWritten
{
    private const string BuildDate = "Heatpunk.BuildDate";
    private const string CustomerEmail = "Heatpunk.CustomerEmail";
    private const string CustomerPhone = "Heatpunk.CustomerPhone";
    private const string CrmReference = "Heatpunk.CrmReference";

    /// <summary>What each key of <c>meta</c> is in the graph.</summary>
    private static readonly Dictionary<string, string[]> fieldsByKey = new()
    {
        ["buildDate"] = [BuildDate],
        ["customerEmail"] = [CustomerEmail],
        ["customerPhone"] = [CustomerPhone],
        ["crmReference"] = [CrmReference, nameof(Project.Reference)],
    };

    public static IReadOnlySet<string> Fields { get; } = fieldsByKey.Values.SelectMany(fields => fields).ToHashSet();

    public static bool IsUnshown(string key) => fieldsByKey.ContainsKey(key);

    /// <summary>The project as it was read back, with what was sent and is not shown.</summary>
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

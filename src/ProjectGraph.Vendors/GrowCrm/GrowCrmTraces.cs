using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Compares what was sent with what Grow CRM shows, to tell whether a write whose answer was lost took place.</summary>
internal static class GrowCrmTraces
{
    public static GrowCrmProjectWire Wire(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return GrowCrmMapping.Read<GrowCrmProjectWire>(parsed.RootElement.Clone());
    }

    /// <summary>Everything that was sent stands in the document, and a flag that was not sent is off.</summary>
    public static bool Shows(JsonObject sent, string document)
    {
        var shown = Shown(document);
        return Named(sent).Concat(GrowCrmBody.Flags).All(name => Same(sent[name], shown[name]));
    }

    /// <summary>The same for what only names the values that differ from the source's.</summary>
    public static bool ShowsNamed(JsonObject sent, string document)
    {
        var shown = Shown(document);
        return Named(sent).All(name => Same(sent[name], shown[name]));
    }

    /// <summary>Whatever of the sent does not stand in the document is there as it was before.</summary>
    public static bool IsUntouched(JsonObject sent, string document, string before)
    {
        var (shown, earlier) = (Shown(document), Shown(before));
        return Named(sent).Concat(GrowCrmBody.Flags).All(name => Same(sent[name], shown[name]) || Same(earlier[name], shown[name]));
    }

    /// <summary>Made at or after this time, as far as clocks agree.</summary>
    public static bool IsSince(Project project, DateTimeOffset sentAt) => project.CreatedAt is not { } made || made >= sentAt - TimeSpan.FromMinutes(2);

    private static JsonObject Shown(string document)
    {
        var wire = Wire(document);
        var shown = GrowCrmBody.Shown(wire);
        shown[GrowCrmBody.Client] = wire.Client?.Id;
        return shown;
    }

    // Neither the creator nor what a clone was asked to copy is ever shown.
    private static IEnumerable<string> Named(JsonObject sent) => sent.Select(field => field.Key)
        .Where(name => name != GrowCrmBody.Creator && !name.StartsWith("copy_", StringComparison.Ordinal));

    // Texts are trimmed and money rounded to the second digit on the way in; an empty text is none.
    private static bool Same(JsonNode? sent, JsonNode? shown)
    {
        var (left, right) = (Text(sent), Text(shown));
        if (left == right) return true;
        return Number(sent, left) is { } one && Number(shown, right) is { } other && Math.Abs(one - other) < 0.01m;
    }

    private static string Text(JsonNode? node) =>
        node is null ? "" : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>().Trim() : node.ToJsonString();

    private static decimal? Number(JsonNode? node, string text) =>
        node?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

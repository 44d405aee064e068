using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Compares sent values with Grow CRM's project, to decide whether a write with an unknown outcome took place.</summary>
internal static class GrowCrmTraces
{
    public static GrowCrmProjectWire Wire(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return GrowCrmMapping.Read<GrowCrmProjectWire>(parsed.RootElement.Clone());
    }

    /// <summary>Whether the document contains every sent value, and every flag that was not sent is off.</summary>
    public static bool Shows(JsonObject sent, string document)
    {
        var shown = Shown(document);
        return Named(sent).Concat(GrowCrmBody.Flags).All(name => Same(sent[name], shown[name]));
    }

    /// <summary>Whether the document contains every sent value, for requests that name only values that differ from the source's.</summary>
    public static bool ShowsNamed(JsonObject sent, string document)
    {
        var shown = Shown(document);
        return Named(sent).All(name => Same(sent[name], shown[name]));
    }

    /// <summary>Whether each field has either its sent value or its earlier one.</summary>
    public static bool IsUntouched(JsonObject sent, string document, string before)
    {
        var (shown, earlier) = (Shown(document), Shown(before));
        return Named(sent).Concat(GrowCrmBody.Flags).All(name => Same(sent[name], shown[name]) || Same(earlier[name], shown[name]));
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsSince(Project project, DateTimeOffset sentAt) => project.CreatedAt is not { } made || made >= sentAt - TimeSpan.FromMinutes(2);

    private static JsonObject Shown(string document)
    {
        var wire = Wire(document);
        var shown = GrowCrmBody.Shown(wire);
        shown[GrowCrmBody.Client] = wire.Client?.Id;
        return shown;
    }

    // No response contains the creator, or the parts that a clone copied.
    private static IEnumerable<string> Named(JsonObject sent) => sent.Select(field => field.Key)
        .Where(name => name != GrowCrmBody.Creator && !name.StartsWith("copy_", StringComparison.Ordinal));

    // Grow CRM trims texts and rounds money to two digits. It treats an empty text as unset.
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

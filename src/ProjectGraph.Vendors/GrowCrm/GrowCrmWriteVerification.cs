using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Compares sent values with Grow CRM's project, to decide whether a write with an unknown outcome took place.</summary>
internal static class GrowCrmWriteVerification
{
    public static GrowCrmProjectWire ReadProject(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return GrowCrmMapping.Read<GrowCrmProjectWire>(parsed.RootElement.Clone());
    }

    /// <summary>Whether the document contains every sent value, and every flag that was not sent is off.</summary>
    public static bool ContainsSentValues(JsonObject sent, string document)
    {
        var shown = ToSentShape(document);
        return VisibleNames(sent).Concat(GrowCrmBody.Flags).All(name => IsSameValue(sent[name], shown[name]));
    }

    /// <summary>Whether the document contains every sent value, for requests that name only values that differ from the source's.</summary>
    public static bool ContainsNamedValues(JsonObject sent, string document)
    {
        var shown = ToSentShape(document);
        return VisibleNames(sent).All(name => IsSameValue(sent[name], shown[name]));
    }

    /// <summary>Whether each field has either its sent value or its earlier one.</summary>
    public static bool HasNoOtherChanges(JsonObject sent, string document, string before)
    {
        var (shown, earlier) = (ToSentShape(document), ToSentShape(before));
        return VisibleNames(sent)
            .Concat(GrowCrmBody.Flags)
            .All(name => IsSameValue(sent[name], shown[name]) || IsSameValue(earlier[name], shown[name]));
    }

    /// <summary>Whether the project was created since this time. Two minutes allow for clock differences.</summary>
    public static bool IsCreatedSince(Project project, DateTimeOffset sentAt) =>
        project.CreatedAt is not { } made || made >= sentAt - TimeSpan.FromMinutes(2);

    private static JsonObject ToSentShape(string document)
    {
        var wire = ReadProject(document);
        var shown = GrowCrmBody.FromProject(wire);
        shown[GrowCrmBody.Client] = wire.Client?.Id;
        return shown;
    }

    // No response contains the creator, or the parts that a clone copied.
    private static IEnumerable<string> VisibleNames(JsonObject sent) =>
        sent.Select(field => field.Key).Where(name => name != GrowCrmBody.Creator && !name.StartsWith("copy_", StringComparison.Ordinal));

    // Grow CRM trims texts and rounds money to two digits. It treats an empty text as unset.
    private static bool IsSameValue(JsonNode? sent, JsonNode? shown)
    {
        var (left, right) = (Text(sent), Text(shown));
        if (left == right)
            return true;
        return Number(sent, left) is { } one && Number(shown, right) is { } other && Math.Abs(one - other) < 0.01m;
    }

    private static string Text(JsonNode? node) =>
        node is null ? ""
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>().Trim()
        : node.ToJsonString();

    private static decimal? Number(JsonNode? node, string text) =>
        node?.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Heatpunk;

/// <summary>Reads the <c>meta</c> object of create and update. Unknown keys are ignored; null clears.</summary>
internal static class HeatpunkSandboxMeta
{
    private static readonly string[] Texts =
    [
        "projectName",
        "customerName",
        "customerEmail",
        "customerPhone",
        "address",
        "postcode",
        "crmReference",
    ];

    private static readonly string[] StatusNames = ["Lead", "Quote", "Sale", "Install", "Completed", "Rejected"];
    private static readonly string[] BuildDateNames = ["pre2000", "post2000", "post2006"];

    public static IReadOnlyList<string> Statuses => StatusNames;
    public static IReadOnlyList<string> BuildDates => BuildDateNames;

    /// <summary>Merges the given fields into the project.</summary>
    public static void Merge(JsonObject project, JsonNode? given)
    {
        if (given is null)
            return;
        if (given is not JsonObject meta)
            throw new SandboxException(400, "meta must be an object.");
        foreach (var (name, value) in meta)
        {
            if (Texts.Contains(name))
                project[name] = value is null ? ClearedValue(project, name) : ReadText(name, value);
            else if (name is "lat" or "lng")
                project[name] = value is null ? null : ReadDegrees(name, value, name == "lat" ? 90 : 180);
            else if (name == "status")
                project[name] = ReadOneOf(name, value, StatusNames);
            else if (name == "buildDate")
                project[name] = value is null ? null : ReadOneOf(name, value, BuildDateNames);
        }
    }

    /// <summary>The name of an unnamed project: its creation day in the format of JavaScript's <c>toDateString</c>.</summary>
    public static string DefaultName(DateTimeOffset created) =>
        created.UtcDateTime.ToString("ddd MMM dd yyyy", CultureInfo.InvariantCulture);

    /// <summary>Rounds to 32 bits: the documents' <c>52.193912506103516</c> is a 32-bit number, widened.</summary>
    public static JsonValue RoundTo32Bits(double degrees) => JsonValue.Create((double)(float)degrees);

    private static string ClearedValue(JsonObject project, string name) =>
        name == "projectName" ? DefaultName(DateTimeOffset.Parse(project["dateCreated"].Text()!, CultureInfo.InvariantCulture)) : "";

    private static string ReadText(string name, JsonNode value) =>
        value.Text() ?? throw new SandboxException(400, $"{name} must be a string.");

    private static JsonValue ReadDegrees(string name, JsonNode value, double most)
    {
        if (!value.IsNumber())
            throw new SandboxException(400, $"{name} must be a number in decimal degrees.");
        var degrees = value.GetValue<double>();
        return Math.Abs(degrees) <= most
            ? RoundTo32Bits(degrees)
            : throw new SandboxException(400, $"{name} must be between -{most} and {most}.");
    }

    private static string ReadOneOf(string name, JsonNode? value, string[] allowed) =>
        allowed.FirstOrDefault(one => one == value.Text())
        ?? throw new SandboxException(400, $"{name} must be one of {string.Join(", ", allowed)}.");
}

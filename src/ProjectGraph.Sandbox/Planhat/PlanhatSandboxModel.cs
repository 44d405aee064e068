using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

internal enum PlanhatSandboxField
{
    Text,
    Number,
    Instant,
    Company,
    Custom,
    CompanyStatus,
}

/// <summary>A model of Planhat: its collection, its writable fields, and the fields that a create requires.</summary>
internal sealed record PlanhatSandboxModel(
    string Collection,
    string Label,
    IReadOnlyList<string> Required,
    IReadOnlyDictionary<string, PlanhatSandboxField> Fields
)
{
    private static readonly string[] CompanyStatuses = ["prospect", "coming", "customer", "canceled", "lost"];

    public static readonly PlanhatSandboxModel Projects = new(
        "projects",
        "Project",
        ["name", "companyId"],
        new Dictionary<string, PlanhatSandboxField>
        {
            ["name"] = PlanhatSandboxField.Text,
            ["companyId"] = PlanhatSandboxField.Company,
            ["externalId"] = PlanhatSandboxField.Text,
            ["sourceId"] = PlanhatSandboxField.Text,
            ["currency"] = PlanhatSandboxField.Text,
            ["startDate"] = PlanhatSandboxField.Instant,
            ["endDate"] = PlanhatSandboxField.Instant,
            ["mrr"] = PlanhatSandboxField.Number,
            ["arr"] = PlanhatSandboxField.Number,
            ["nrr"] = PlanhatSandboxField.Number,
            ["custom"] = PlanhatSandboxField.Custom,
        }
    );

    public static readonly PlanhatSandboxModel Companies = new(
        "companies",
        "Company",
        ["name"],
        new Dictionary<string, PlanhatSandboxField>
        {
            ["name"] = PlanhatSandboxField.Text,
            ["externalId"] = PlanhatSandboxField.Text,
            ["sourceId"] = PlanhatSandboxField.Text,
            ["owner"] = PlanhatSandboxField.Text,
            ["phase"] = PlanhatSandboxField.Text,
            ["status"] = PlanhatSandboxField.CompanyStatus,
            ["custom"] = PlanhatSandboxField.Custom,
        }
    );

    public static IReadOnlyList<PlanhatSandboxModel> All => [Projects, Companies];

    public bool HasCompany => Fields.ContainsKey("companyId");

    /// <summary>
    /// Returns the writable fields of a payload as they are stored. Null clears. Other fields (<c>_id</c>, <c>companyName</c>, unknown
    /// names) are ignored.
    /// </summary>
    public JsonObject ReadFields(SandboxStore store, JsonObject payload)
    {
        var values = new JsonObject();
        foreach (var (name, value) in payload)
        {
            if (Fields.TryGetValue(name, out var kind))
                values[name] = value is null ? null : ReadValue(store, name, kind, value);
        }
        return values;
    }

    public SandboxException Invalid(string name, string reason) => new(400, $"{Label} validation failed: {name} {reason}");

    private JsonNode ReadValue(SandboxStore store, string name, PlanhatSandboxField kind, JsonNode value) =>
        kind switch
        {
            PlanhatSandboxField.Text when value.Text() is not null => value.DeepClone(),
            PlanhatSandboxField.Number when value.IsNumber() => value.DeepClone(),
            PlanhatSandboxField.Instant when ReadInstant(value.Text()) is { } instant => instant,
            PlanhatSandboxField.Custom when value is JsonObject => value.DeepClone(),
            PlanhatSandboxField.CompanyStatus when CompanyStatuses.Contains(value.Text()) => value.DeepClone(),
            PlanhatSandboxField.Company => PlanhatSandboxIds.Company(store, value.Text())?["_id"]?.DeepClone()
                ?? throw Invalid(name, "does not name a company"),
            PlanhatSandboxField.Instant => throw Invalid(name, "must be a date in ISO format"),
            PlanhatSandboxField.CompanyStatus => throw Invalid(name, $"must be one of {string.Join(", ", CompanyStatuses)}"),
            _ => throw Invalid(
                name,
                $"must be {(kind == PlanhatSandboxField.Custom ? "an object" : "a " + kind.ToString().ToLowerInvariant())}"
            ),
        };

    /// <summary>Returns an instant in UTC to the millisecond, whatever its input format.</summary>
    private static string? ReadInstant(string? text) =>
        text is [>= '0' and <= '9', _, _, _, '-', ..]
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;
}

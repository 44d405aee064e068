using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

internal sealed partial class HeatpunkConnector : VendorConnector
{
    private const string ApiKey = "ApiKey";

    public override Vendor Vendor => Vendor.Heatpunk;
    public override string Name => "Heatpunk";
    public override string InputName => "heatpunk";
    public override Uri Documentation { get; } = new("https://help.heatpunk.co.uk/");
    public override Uri DefaultBaseUrl { get; } = new("https://heatpunk.co.uk/api/v1/");
    public override string SandboxPath => "sandbox/heatpunk/api/v1/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [ApiKey] = "sandbox" };

    public override IReadOnlyDictionary<string, string> SandboxSettings { get; } =
        new Dictionary<string, string> { [HeatpunkUser.Setting] = "sales@example.com" };

    public override IReadOnlyList<VendorOperation> Operations { get; } = [HeatpunkOperations.Create, HeatpunkOperations.Update];
    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new HeatpunkProjectsRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => HeatpunkUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => HeatpunkFields.All;
    public override IReadOnlySet<string> WriteOnlyFields => HeatpunkWriteOnlyFields.All;
    public override Type ProjectInput => typeof(HeatpunkProjectInput);

    public override IReadOnlyDictionary<string, string> UnifiedNames { get; } =
        new Dictionary<string, string>(
            typeof(HeatpunkProjectInput)
                .GetProperties()
                .Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name))
                .Select(field => KeyValuePair.Create(field, "heatpunk." + field))
        )
        {
            ["projectName"] = "name",
            ["crmReference"] = "reference",
            ["owner"] = "userEmail",
        };

    public override IReadOnlySet<string> DocumentFields { get; } = SchemaDriftDetector.GetJsonNames<HeatpunkProjectWire>();

    public override ISyncSource CreateSync(VendorChannel channel) => new HeatpunkSync(channel);

    /// <summary>Finds the project in the list of its creation day: no read of a single project is documented.</summary>
    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) =>
        new HeatpunkClient(channel).FindProjectAsync(
            HeatpunkUser.GetRequired(channel.Settings),
            vendorId,
            known?.CreatedAt,
            cancellationToken
        );

    /// <summary>Reads <c>message</c> if present, otherwise the whole body: no error format is documented.</summary>
    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer)
    {
        var json = answer.TryJson();
        var text = GetMessage(json) ?? (json is null && answer.Status < 500 ? answer.Text : "");
        var code = RefusalCodes.FromStatus(answer.Status);
        var field = code == VendorErrors.VendorValidation ? FindFieldName(text) : null;
        return [new(code, text.Length > 0 ? text : $"Heatpunk responded with status {answer.Status}.", field, $"{answer.Status}")];
    }

    protected internal override JsonObject Represent(Project project, VendorAccountSettings? settings) =>
        HeatpunkRepresentation.Create(project);

    protected internal override CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy) =>
        HeatpunkCopy.TransferFields(source, copy);

    protected internal override bool IsVendorComputed(Project project, string field) =>
        field is nameof(HeatpunkProject.CustomerName) or nameof(HeatpunkProject.CrmReference) or nameof(HeatpunkProject.OwnerUserId);

    protected internal override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new("X-API-KEY", settings.Credential(ApiKey))];

    private static string? GetMessage(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("message", out var message) ? message.ToString() : null;

    private static string? FindFieldName(string text) => FieldNamePattern().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"\b(owner|userEmail|start|end|projectId|buildDate|projectName|customerName|customerEmail|customerPhone|address|postcode|lat|lng|status|crmReference)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FieldNamePattern();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Planhat;

internal sealed partial class PlanhatConnector : VendorConnector
{
    private const string Token = "Token";

    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "Planhat";
    public override string InputName => "planhat";
    public override Uri Documentation { get; } = new("https://docs.planhat.com/#projects");
    public override Uri DefaultBaseUrl { get; } = new("https://api.planhat.com/");
    public override string SandboxPath => "sandbox/planhat/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } = new Dictionary<string, string> { [Token] = "sandbox" };

    /// <summary>"Soft 200 calls a minute; hard 150 requests a second": the soft one is what a well-behaved client keeps to.</summary>
    public override IReadOnlyList<RateLimit> Limits { get; } = [new(200, TimeSpan.FromMinutes(1)), new(150, TimeSpan.FromSeconds(1))];

    public override IReadOnlyList<VendorOperation> Operations { get; } =
        [PlanhatOperations.Create, PlanhatOperations.Update, PlanhatOperations.Delete, PlanhatOperations.BulkUpsert];

    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new PlanhatProjectsRead(), new PlanhatProjectRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => PlanhatUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => PlanhatUnified.Fields;
    public override IReadOnlyDictionary<string, string> UnifiedNames { get; } =
        new Dictionary<string, string> { ["endDate"] = "dueDate", ["custom"] = "customFields" };

    public override Type ProjectInput => typeof(PlanhatProjectInput);

    public override IReadOnlySet<string> DocumentFields { get; } = DriftWatch.NamesOf<PlanhatProjectWire>();

    public override ISyncSource CreateSync(VendorChannel channel) => new PlanhatSync(channel);

    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel, string vendorId, Project? known, CancellationToken cancellation) =>
        new PlanhatClient(channel).FindProjectAsync(vendorId, cancellation);

    /// <summary>
    /// The documents know 400 and 403 only: an unknown id is told by its text, and a bad token and a missing right share 403.
    /// A bulk of which nothing was done answers its counters.
    /// </summary>
    public override IReadOnlyList<OperationError> Refusal(VendorAnswer answer)
    {
        var json = answer.TryJson();
        if (PlanhatBulk.IsCounters(json) && PlanhatBulk.Errors(PlanhatBulk.Read(json!.Value), sent: null) is { Count: > 0 } items)
            return [.. items.Select(item => item with { VendorCode = $"{answer.Status}" })];
        var text = Message(json) ?? (json is null && answer.Status < 500 ? answer.Text : "");
        return [new(Code(answer.Status, text), text.Length > 0 ? text : $"Planhat answered {answer.Status}.", FieldOf(text), $"{answer.Status}")];
    }

    protected internal override IEnumerable<KeyValuePair<string, string>> Credentials(ConnectionSettings settings) =>
        [new("Authorization", "Bearer " + settings.Credential(Token))];

    private static string Code(int status, string text) => status switch
    {
        400 when text.Contains("not found", StringComparison.OrdinalIgnoreCase) => VendorErrors.VendorNotFound,
        403 when InvalidToken().IsMatch(text) => VendorErrors.VendorUnauthorized,
        _ => RefusalCodes.Of(status),
    };

    private static string? Message(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } body when body.TryGetProperty("message", out var message) => message.ToString(),
        _ => null,
    };

    private static string? FieldOf(string text) => FieldName().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex("token.*(missing|invalid|expired)|(missing|invalid|expired).*token", RegexOptions.IgnoreCase)]
    private static partial Regex InvalidToken();

    [GeneratedRegex(@"\b(name|companyId|externalId|sourceId|currency|startDate|endDate|mrr|arr|nrr|custom)\b")]
    private static partial Regex FieldName();
}

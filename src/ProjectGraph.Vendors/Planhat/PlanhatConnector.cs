using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Planhat;

internal sealed class PlanhatConnector : VendorConnector
{
    private const string Token = "Token";

    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "Planhat";
    public override string InputName => "planhat";
    public override Uri Documentation { get; } = new("https://docs.planhat.com/#projects");
    public override Uri DefaultBaseUrl { get; } = new("https://api.planhat.com/");
    public override string SandboxPath => "sandbox/planhat/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [Token] = "sandbox" };

    /// <summary>"Soft 200 calls a minute; hard 150 requests a second". The client respects both.</summary>
    public override IReadOnlyList<RateLimit> Limits { get; } = [new(200, TimeSpan.FromMinutes(1)), new(150, TimeSpan.FromSeconds(1))];

    public override IReadOnlyList<VendorOperation> Operations { get; } =
    [PlanhatOperations.Create, PlanhatOperations.Update, PlanhatOperations.Delete, PlanhatOperations.BulkUpsert];

    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new PlanhatProjectsRead(), new PlanhatProjectRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => PlanhatUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => PlanhatUnified.Fields;
    public override IReadOnlyDictionary<string, string> UnifiedNames { get; } =
        new Dictionary<string, string> { ["endDate"] = "dueDate", ["custom"] = "customFields" };

    public override Type ProjectInput => typeof(PlanhatProjectInput);

    public override IReadOnlySet<string> DocumentFields { get; } = SchemaDriftDetector.GetJsonNames<PlanhatProjectWire>();

    public override ISyncSource CreateSync(VendorChannel channel) => new PlanhatSync(channel);

    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) => new PlanhatClient(channel).FindProjectAsync(vendorId, cancellationToken);

    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer) => PlanhatRefusals.Read(answer);

    protected internal override JsonObject Represent(Project project, VendorAccountSettings? settings) =>
        PlanhatRepresentation.Create(project);

    protected internal override CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy) =>
        PlanhatRepresentation.TransferFields(source, copy);

    /// <summary>Start and end instants add information only if they are not the beginning of a day.</summary>
    protected internal override bool IsVendorComputed(Project project, string field) =>
        field switch
        {
            nameof(PlanhatProject.StartDateTime) => project.Planhat?.StartDateTime is { TimeOfDay.Ticks: 0 },
            nameof(PlanhatProject.EndDateTime) => project.Planhat?.EndDateTime is { TimeOfDay.Ticks: 0 },
            _ => true,
        };

    protected internal override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new("Authorization", "Bearer " + settings.Credential(Token))];
}

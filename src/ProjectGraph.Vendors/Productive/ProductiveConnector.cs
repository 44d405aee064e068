using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Productive;

internal sealed class ProductiveConnector : VendorConnector
{
    private const string Token = "Token";
    private const string Organization = "OrganizationId";

    public override Vendor Vendor => Vendor.Productive;
    public override string Name => "Productive";
    public override string InputName => "productive";
    public override Uri Documentation { get; } = new("https://developer.productive.io/projects.html");
    public override Uri DefaultBaseUrl { get; } = new("https://api.productive.io/api/v2/");
    public override string SandboxPath => "sandbox/productive/api/v2/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [Token] = "sandbox", [Organization] = "1" };

    /// <summary>"100 requests per 10 seconds, 4000 requests per 30 minutes."</summary>
    public override IReadOnlyList<RateLimit> Limits { get; } = [new(100, TimeSpan.FromSeconds(10)), new(4000, TimeSpan.FromMinutes(30))];

    public override IReadOnlyList<VendorOperation> Operations { get; } =
    [
        ProductiveOperations.Create,
        ProductiveOperations.Update,
        ProductiveOperations.Archive,
        ProductiveOperations.Restore,
        ProductiveOperations.Delete,
        ProductiveOperations.Copy,
        ProductiveOperations.ChangeWorkflow,
    ];

    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new ProductiveProjectsRead(), new ProductiveProjectRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => ProductiveUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => ProductiveFields.All;
    public override IReadOnlyDictionary<string, string> UnifiedNames { get; } =
        new Dictionary<string, string>
        {
            ["projectManagerId"] = "managerId",
            ["workflowId"] = "productive.workflowId",
            ["projectTypeId"] = "productive.projectTypeId",
            ["projectColorId"] = "productive.projectColorId",
            ["preferences"] = "productive.preferences",
            ["tagColors"] = "productive.tagColors",
        };

    public override Type ProjectInput => typeof(ProductiveProjectInput);
    public override Type CopyInput => typeof(ProductiveCopyInput);

    /// <summary>The description. Productive's copy accepts it, but no response contains it.</summary>
    public override IReadOnlySet<string> WriteOnlyFields { get; } = new HashSet<string> { nameof(Project.Description) };

    public override IReadOnlySet<string> DocumentFields { get; } = SchemaDriftDetector.GetJsonNames<ProductiveProjectWire>();
    public override IReadOnlyList<string> DocumentPath { get; } = ["attributes"];

    public override ISyncSource CreateSync(VendorChannel channel) => new ProductiveSync(channel);

    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) => new ProductiveClient(channel).FindProjectAsync(vendorId, cancellationToken);

    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer) => ProductiveErrors.Read(answer);

    protected internal override JsonObject Represent(Project project, VendorAccountSettings? settings) =>
        ProductiveRepresentation.Create(project);

    protected internal override CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy) =>
        ProductiveRepresentation.TransferFields(source, copy);

    protected internal override bool TryFillFromExisting(Project own, VendorInputs inputs)
    {
        if (own.Productive?.WorkflowId is not { } workflow)
            return false;
        inputs.Add(Vendor, new ProductiveCopyInput { WorkflowId = new(workflow) });
        return true;
    }

    /// <summary>An internal project has no company.</summary>
    protected internal override bool MayOmit(string field, VendorInputs given) =>
        field == "companyId"
        && given.ByVendor.GetValueOrDefault(Vendor) is ProductiveProjectInput { ProjectTypeId.Value: ProductiveChecks.Internal };

    /// <summary>Whether Productive computes the field.</summary>
    protected internal override bool IsVendorComputed(Project project, string field) =>
        field
            is not (
                nameof(ProductiveProject.ProjectTypeId)
                or nameof(ProductiveProject.ProjectColorId)
                or nameof(ProductiveProject.Preferences)
                or nameof(ProductiveProject.TagColors)
                or nameof(ProductiveProject.Template)
                or nameof(ProductiveProject.WorkflowId)
            );

    protected internal override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new("X-Auth-Token", settings.Credential(Token)), new("X-Organization-Id", settings.Credential(Organization))];
}

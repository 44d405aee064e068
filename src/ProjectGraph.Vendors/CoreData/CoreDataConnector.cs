using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.CoreData;

internal sealed class CoreDataConnector : VendorConnector
{
    private const string User = "User";
    private const string Key = "Key";

    /// <summary>The programmes that a project belongs to. CoreData accepts but never returns them.</summary>
    public static IReadOnlySet<string> WriteOnly { get; } =
        new HashSet<string> { $"{nameof(Project.CoreData)}.{nameof(CoreDataProject.SubProjectOf)}" };

    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "CoreData";
    public override string InputName => "coreData";
    public override Uri Documentation { get; } = new("https://docs.wise.is/cored/");

    /// <summary>Null: every customer has their own address.</summary>
    public override Uri? DefaultBaseUrl => null;

    public override string SandboxPath => "sandbox/core-data/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [User] = "sandbox", [Key] = "sandbox" };

    public override IReadOnlyList<VendorOperation> Operations { get; } =
    [CoreDataOperations.Create, CoreDataOperations.Update, CoreDataOperations.Delete, CoreDataOperations.AddContact];

    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } =
    [new CoreDataProjectsRead(), new CoreDataProjectRead(), new CoreDataSpaceProjectsRead()];

    public override IReadOnlyList<UnifiedSupport> Unified => CoreDataUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => CoreDataFields.All;
    public override IReadOnlyDictionary<string, string> UnifiedNames => CoreDataFields.Names;
    public override Type ProjectInput => typeof(CoreDataProjectInput);
    public override IReadOnlySet<string> WriteOnlyFields => WriteOnly;

    public override IReadOnlySet<string> DocumentFields { get; } = SchemaDriftDetector.GetJsonNames<CoreDataProjectWire>();

    public override ISyncSource CreateSync(VendorChannel channel) => new CoreDataSync(channel);

    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) => new CoreDataClient(channel).FindProjectAsync(vendorId, cancellationToken);

    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer) => CoreDataRefusals.Read(answer);

    protected internal override JsonObject Represent(Project project, VendorAccountSettings? settings) =>
        CoreDataRepresentation.Create(project, settings is null ? CoreDataStatuses.Default : CoreDataStatuses.Create(settings));

    protected internal override bool TryFillFromExisting(Project own, VendorInputs inputs)
    {
        if (own.CoreData?.SpaceId is not { } space)
            return false;
        inputs.Add(Vendor, new CoreDataProjectInput { SpaceId = new(space) });
        return true;
    }

    /// <summary>Whether CoreData computes the field, or the graph's own fields contain it.</summary>
    protected internal override bool IsVendorComputed(Project project, string field) =>
        field
            is not (
                nameof(CoreDataProject.SpaceId)
                or nameof(CoreDataProject.StatusMessage)
                or nameof(CoreDataProject.Fileplan)
                or nameof(CoreDataProject.Template)
                or nameof(CoreDataProject.SubProjectOf)
                or nameof(CoreDataProject.ModifiedByName)
            );

    protected internal override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new("Authorization", $"apikey {settings.Credential(User)}:{settings.Credential(Key)}")];
}

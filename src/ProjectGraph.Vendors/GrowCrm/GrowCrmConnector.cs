using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.GrowCrm;

internal sealed class GrowCrmConnector : VendorConnector
{
    private const string Token = "Token";

    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "Grow CRM";
    public override string InputName => "growCrm";
    public override Uri Documentation { get; } = new("https://docs-api.growcrm.io/");

    /// <summary>Null: every customer has their own installation or domain, <c>https://your-domain/api</c>.</summary>
    public override Uri? DefaultBaseUrl => null;

    public override string SandboxPath => "sandbox/grow-crm/api/";
    public override IReadOnlyDictionary<string, string> SandboxCredentials { get; } =
        new Dictionary<string, string> { [Token] = "sandbox" };

    public override IReadOnlyList<VendorOperation> Operations => GrowCrmOperations.All;
    public override IReadOnlyList<VendorLiveRead> LiveReads { get; } = [new GrowCrmProjectsRead(), new GrowCrmProjectRead()];
    public override IReadOnlyList<UnifiedSupport> Unified => GrowCrmUnified.Support;
    public override IReadOnlyList<FieldCapability> Fields => GrowCrmFields.All;

    public override IReadOnlyDictionary<string, string> UnifiedNames { get; } =
        new Dictionary<string, string>
        {
            ["projectTitle"] = "name",
            ["projectDescription"] = "description",
            ["projectDateStart"] = "startDate",
            ["projectDateDue"] = "dueDate",
            ["projectClientid"] = "companyId",
            ["projectCreatorid"] = "ownerId",
            ["projectCategoryid"] = "growCrm.categoryId",
            ["projectBillingType"] = "growCrm.billing.type",
            ["projectBillingRate"] = "growCrm.billing.rate",
            ["projectBillingEstimatedHours"] = "growCrm.billing.estimatedHours",
            ["projectBillingCostsEstimate"] = "growCrm.billing.costsEstimate",
            ["projectProgressManually"] = "growCrm.progressManually",
            ["clientpermTasksView"] = "growCrm.permissions.tasksView",
            ["clientpermTasksCollaborate"] = "growCrm.permissions.tasksCollaborate",
            ["clientpermTasksCreate"] = "growCrm.permissions.tasksCreate",
            ["clientpermTimesheetsView"] = "growCrm.permissions.timesheetsView",
            ["clientpermExpensesView"] = "growCrm.permissions.expensesView",
            ["assignedpermTasksCollaborate"] = "growCrm.permissions.assignedTasksCollaborate",
            ["copyMilestones"] = "growCrm.copyMilestones",
            ["copyTasks"] = "growCrm.copyTasks",
            ["copyTasksFiles"] = "growCrm.copyTasksFiles",
            ["copyTasksChecklist"] = "growCrm.copyTasksChecklist",
            ["copyInvoices"] = "growCrm.copyInvoices",
            ["copyEstimates"] = "growCrm.copyEstimates",
            ["copyFiles"] = "growCrm.copyFiles",
            ["assigned"] = "assigneeIds",
            ["manager"] = "managerId",
        };

    public override Type ProjectInput => typeof(GrowCrmProjectInput);
    public override Type CopyInput => typeof(GrowCrmCopyInput);
    public override IReadOnlySet<string> WriteOnlyFields { get; } = new HashSet<string> { GrowCrmResponses.CreatorField };

    public override IReadOnlySet<string> DocumentFields { get; } = SchemaDriftDetector.GetJsonNames<GrowCrmProjectWire>();

    public override ISyncSource CreateSync(VendorChannel channel) => new GrowCrmSync(channel);

    public override Task<Project?> ReadProjectAsync(
        VendorChannel channel,
        string vendorId,
        Project? known,
        CancellationToken cancellationToken
    ) => new GrowCrmClient(channel).FindProjectAsync(vendorId, cancellationToken);

    public override IReadOnlyList<OperationError> ReadRefusal(VendorResponse answer) => GrowCrmResponses.ReadRefusal(answer);

    protected internal override JsonObject Represent(Project project, VendorAccountSettings? settings) =>
        GrowCrmRepresentation.Create(project);

    protected internal override CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy) =>
        GrowCrmComposedCopy.TransferFields(source, copy);

    protected internal override bool TryFillFromExisting(Project own, VendorInputs inputs)
    {
        if (own.GrowCrm?.CategoryId is not { } category)
            return false;
        inputs.Add(Vendor, new GrowCrmCopyInput { CategoryId = category });
        return true;
    }

    protected internal override bool IsVendorComputed(Project project, string field) => field is nameof(GrowCrmProject.ActiveStateRaw);

    protected internal override IEnumerable<KeyValuePair<string, string>> GetCredentialHeaders(VendorAccountSettings settings) =>
        [new("Authorization", "Bearer " + settings.Credential(Token))];
}

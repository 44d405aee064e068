using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>CoreData's documented writes. Create has its own file.</summary>
internal static class CoreDataOperations
{
    public static CreateCoreDataProject Create { get; } = new();
    public static UpdateCoreDataProject Update { get; } = new();
    public static DeleteCoreDataProject Delete { get; } = new();
    public static AddCoreDataProjectContact AddContact { get; } = new();
}

internal sealed class UpdateCoreDataProject : CoreDataChange<UpdateCoreDataProjectInput>
{
    public override string Name => "updateCoreDataProject";
    public override string Description => "Changes a project at CoreData. Absent fields are unchanged; null clears.";
    public override string Section => "Update Project";

    protected override IEnumerable<OperationError> Check(UpdateCoreDataProjectInput input, Project? project) =>
        input == new UpdateCoreDataProjectInput()
            ? [new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.")]
            : CoreDataBody.Check(input);

    protected override VendorRequest Build(UpdateCoreDataProjectInput input, Project? project) => Put(project!, CoreDataBody.Build(input));
}

/// <summary>Adds a contact to the list that CoreData returns now. A list can only be replaced as a whole.</summary>
internal sealed class AddCoreDataProjectContact : CoreDataChange<AddCoreDataProjectContactInput>
{
    public override string Name => "addCoreDataProjectContact";
    public override string Description => "Adds a contact to a project at CoreData, after the existing ones.";
    public override string Section => "Add an existing Contact to a Project";
    protected internal override bool NeedsCurrentProject => true;

    protected override IEnumerable<OperationError> Check(AddCoreDataProjectContactInput input, Project? project)
    {
        if (string.IsNullOrWhiteSpace(input.ContactId))
            yield return CoreDataBody.Invalid("contactId", "must not be empty");
    }

    protected override VendorRequest Build(AddCoreDataProjectContactInput input, Project? project) =>
        Put(project!, CoreDataBody.WithContact(project!, input.ContactId));

    /// <summary>Attributes a refusal of the list to the contact that the caller gave.</summary>
    protected internal override IReadOnlyList<OperationError> ReadRefusal(OperationContext context, VendorResponse answer) =>
        [
            .. base.ReadRefusal(context, answer)
                .Select(error => error.Field == CoreDataBody.Contacts ? error with { Field = "contactId" } : error),
        ];
}

internal sealed class DeleteCoreDataProject : VendorOperation<DeleteCoreDataProjectInput>
{
    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "deleteCoreDataProject";
    public override string Description => "Deletes a project at CoreData.";
    public override string Section => "Delete Project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeleteCoreDataProjectInput input, Project? project) =>
        new("DELETE", CoreDataClient.ProjectPath(project!.VendorId)) { ContentType = null };

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.ProjectDeleted);

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    ) =>
        await context.ReadProjectAsync(cancellationToken) is null
            ? new ReconcileOutcome.Applied(OperationEffect.ProjectDeleted)
            : new ReconcileOutcome.NotApplied();
}

namespace ProjectGraph.Data.Model;

[Entity("GrowCrmProjects", "Fields of a project that only Grow CRM provides.", Key = nameof(ProjectId))]
public sealed class GrowCrmProject
{
    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("The vendor's id of the category.", Group = "Category", GraphQLName = "id")]
    public long? CategoryId { get; set; }

    [Field("Name of the category.", Group = "Category", GraphQLName = "name", MaxLength = 400, Groupable = true)]
    public string? CategoryName { get; set; }

    [Field("Whether progress is set manually rather than computed from the tasks.")]
    public bool? ProgressManually { get; set; }

    [Field("How the project is billed.", Group = "Billing", GraphQLName = "type", Groupable = true)]
    public GrowCrmBillingType? BillingType { get; set; }

    [Field("Billing rate: per hour, or the fixed price.", Group = "Billing", GraphQLName = "rate", Measure = true)]
    public decimal? BillingRate { get; set; }

    [Field("Estimated hours.", Group = "Billing", GraphQLName = "estimatedHours", Measure = true)]
    public decimal? EstimatedHours { get; set; }

    [Field("Estimated costs.", Group = "Billing", GraphQLName = "costsEstimate", Measure = true)]
    public decimal? CostsEstimate { get; set; }

    [Field("Whether the client may see tasks.", Group = "Permissions")]
    public bool? TasksView { get; set; }

    [Field("Whether the client may collaborate on tasks.", Group = "Permissions")]
    public bool? TasksCollaborate { get; set; }

    [Field("Whether the client may create tasks.", Group = "Permissions")]
    public bool? TasksCreate { get; set; }

    [Field("Whether the client may see time sheets.", Group = "Permissions")]
    public bool? TimesheetsView { get; set; }

    [Field("Whether the client may see expenses.", Group = "Permissions")]
    public bool? ExpensesView { get; set; }

    [Field("Whether the assigned team may collaborate on tasks.", Group = "Permissions")]
    public bool? AssignedTasksCollaborate { get; set; }

    [Field("The vendor's own term for archived or active.", MaxLength = 100)]
    public string? ActiveStateRaw { get; set; }

    [Field("The vendor's id of the creator. Write-only at the vendor.")]
    public long? CreatorId { get; set; }
}

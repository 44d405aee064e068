namespace ProjectGraph.Data.Model;

[Entity("Projects", "A project, as last read from its vendor.", IsNode = true, IsTracked = true)]
public sealed class Project
{
    [Field("The graph's numeric id of the project.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The vendor whose service manages the project.", Groupable = true)]
    public Vendor Vendor { get; set; }

    [Field("The vendor's id, as text.", MaxLength = 200)]
    public string VendorId { get; set; } = "";

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("Link to the project at the vendor.", MaxLength = 2000)]
    public string? Url { get; set; }

    [Field("Display name.", MaxLength = 1000)]
    public string Name { get; set; } = "";

    [Field("Free text.")]
    public string? Description { get; set; }

    [Field("The vendor's human-readable number.", MaxLength = 200)]
    public string? Number { get; set; }

    [Field("The project's id in your own system.", MaxLength = 400)]
    public string? ExternalId { get; set; }

    [Field("The project's id in the integration that created it.", MaxLength = 400)]
    public string? SourceId { get; set; }

    [Field("Reference text: Heatpunk's CRM reference, Grow CRM's reference.", MaxLength = 400)]
    public string? Reference { get; set; }

    [Field("Status of the project; null when the vendor has no status.", Groupable = true)]
    public ProjectStatus? Status { get; set; }

    [Field("The vendor's own term for the status.", MaxLength = 200, Groupable = true)]
    public string? VendorStatus { get; set; }

    [Field("Whether the project is archived; null when the vendor does not archive projects.", Groupable = true)]
    public bool? Archived { get; set; }

    [Field("When the project was archived (UTC).")]
    public DateTimeOffset? ArchivedAt { get; set; }

    [Field("Progress in percent, 0 to 100.", Measure = true)]
    public int? Progress { get; set; }

    [Field("First day.", Groupable = true)]
    public DateOnly? StartDate { get; set; }

    [Field("Last day.", Groupable = true)]
    public DateOnly? DueDate { get; set; }

    [Field("When the project was created at the vendor (UTC).", Groupable = true)]
    public DateTimeOffset? CreatedAt { get; set; }

    [Field("When the project last changed at the vendor (UTC).", Groupable = true)]
    public DateTimeOffset? UpdatedAt { get; set; }

    [Field("When the graph last read the project from the vendor (UTC).")]
    public DateTimeOffset SyncedAt { get; set; }

    [Field("ISO 4217 code of the currency of the amounts.", MaxLength = 20, Groupable = true)]
    public string? Currency { get; set; }

    [Field("Monthly recurring revenue, in `currency`.", Measure = true)]
    public decimal? Mrr { get; set; }

    [Field("Annual recurring revenue, in `currency`.", Measure = true)]
    public decimal? Arr { get; set; }

    [Field("Non-recurring revenue, in `currency`.", Measure = true)]
    public decimal? Nrr { get; set; }

    [Field("Key of the company.", Protocols = Protocols.OData)]
    public long? CompanyId { get; set; }

    [Field("Key of the owner.", Protocols = Protocols.OData)]
    public long? OwnerId { get; set; }

    // OData exposes the CustomFields set instead: BI tools cannot read an open object.
    [Field("The vendor's custom fields by name.", GraphQLName = "customFields", Protocols = Protocols.GraphQL, Json = true)]
    public string? CustomFieldsJson { get; set; }

    // Not in OData: the verbatim document would multiply the size of every feed.
    [Field("The vendor's last document, verbatim.", Protocols = Protocols.GraphQL, Json = true)]
    public string Document { get; set; } = "{}";

    [Relation("The vendor account it belongs to.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("The customer of the project.", From = nameof(CompanyId))]
    public Company? Company { get; set; }

    [Relation("The person who created or owns the project.", From = nameof(OwnerId))]
    public Person? Owner { get; set; }

    [Relation("The people who lead the project.", Role = MemberRole.Manager)]
    public List<Person> Managers { get; } = [];

    [Relation("The people who work on the project.", Role = MemberRole.Assignee)]
    public List<Person> Assignees { get; } = [];

    [Relation("Its tags.", To = nameof(ProjectTag.ProjectId), ListOf = nameof(ProjectTag.Tag))]
    public List<ProjectTag> Tags { get; } = [];

    [Relation("The vendor's ids of its contacts.", To = nameof(ProjectContact.ProjectId), ListOf = nameof(ProjectContact.Contact))]
    public List<ProjectContact> Contacts { get; } = [];

    // GraphQL exposes the values as one JSON object (above) and filters by this relation.
    [Relation("The vendor's custom fields, one row per field.", Protocols = Protocols.OData, To = nameof(ProjectCustomField.ProjectId))]
    public List<ProjectCustomField> CustomFields { get; } = [];

    [Relation("Fields that only Heatpunk provides; null for other vendors.", To = nameof(HeatpunkProject.ProjectId))]
    public HeatpunkProject? Heatpunk { get; set; }

    [Relation("Fields that only Planhat provides; null for other vendors.", To = nameof(PlanhatProject.ProjectId))]
    public PlanhatProject? Planhat { get; set; }

    [Relation("Fields that only Grow CRM provides; null for other vendors.", To = nameof(GrowCrmProject.ProjectId))]
    public GrowCrmProject? GrowCrm { get; set; }

    [Relation("Fields that only CoreData provides; null for other vendors.", To = nameof(CoreDataProject.ProjectId))]
    public CoreDataProject? CoreData { get; set; }

    [Relation("Fields that only Productive provides; null for other vendors.", To = nameof(ProductiveProject.ProjectId))]
    public ProductiveProject? Productive { get; set; }
}

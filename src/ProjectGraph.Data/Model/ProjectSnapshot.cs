namespace ProjectGraph.Data.Model;

[Entity(
    "ProjectSnapshots",
    "State of a project at the end of a day (UTC), or when a sync last read it on that day. Snapshots of deleted projects are kept.",
    IsNode = true
)]
public sealed class ProjectSnapshot
{
    [Field("The row's numeric id. There is one row per project and day.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The day, UTC.", Groupable = true)]
    public DateOnly Date { get; set; }

    [Field("The graph's numeric id of the project, which may have been deleted since.")]
    public long ProjectId { get; set; }

    [Field("The vendor whose service manages the project.", Groupable = true)]
    public Vendor Vendor { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("Status of the project on the day; null when the vendor has no status.", Groupable = true)]
    public ProjectStatus? Status { get; set; }

    [Field("The vendor's own term for the status.", MaxLength = 200, Groupable = true)]
    public string? VendorStatus { get; set; }

    [Field("Whether the project was archived; null when the vendor does not archive projects.", Groupable = true)]
    public bool? Archived { get; set; }

    [Field("Progress in percent, 0 to 100.", Measure = true)]
    public int? Progress { get; set; }

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

    [Relation("The project in its current state; null when it was deleted.", From = nameof(ProjectId), MayBeDeleted = true)]
    public Project? Project { get; set; }

    [Relation("The vendor account it belongs to.", From = nameof(VendorAccountId), MayBeDeleted = true)]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("The customer of the project on the day.", From = nameof(CompanyId))]
    public Company? Company { get; set; }

    [Relation("The owner of the project on the day.", From = nameof(OwnerId))]
    public Person? Owner { get; set; }
}

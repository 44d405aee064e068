namespace ProjectGraph.Data.Model;

[Entity("ProjectSnapshots", "How a project stood at the end of a day (UTC), or when it was last seen on it. It outlives the project.", IsNode = true)]
public sealed class ProjectSnapshot
{
    [Field("The row's number: one for each project and day.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The day, UTC.", Groupable = true)]
    public DateOnly Date { get; set; }

    [Field("The graph's own number of the project; it may be gone by now.")]
    public long ProjectId { get; set; }

    [Field("The service the project lives in.", Groupable = true)]
    public Vendor Vendor { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long ConnectionId { get; set; }

    [Field("Where it stood; null where the vendor has no status.", Groupable = true)]
    public ProjectStatus? Status { get; set; }

    [Field("The vendor's own word for the status.", MaxLength = 200, Groupable = true)]
    public string? VendorStatus { get; set; }

    [Field("Whether it was archived; null where the vendor has no such notion.", Groupable = true)]
    public bool? Archived { get; set; }

    [Field("Progress in percent, 0 to 100.", Measure = true)]
    public int? Progress { get; set; }

    [Field("ISO 4217 code of the currency that the amounts are in.", MaxLength = 20, Groupable = true)]
    public string? Currency { get; set; }

    [Field("Monthly recurring revenue, in `currency`.", Measure = true)]
    public decimal? Mrr { get; set; }

    [Field("Annual recurring revenue, in `currency`.", Measure = true)]
    public decimal? Arr { get; set; }

    [Field("Non-recurring revenue, in `currency`.", Measure = true)]
    public decimal? Nrr { get; set; }

    [Field("Key of the company.", In = Protocols.OData)]
    public long? CompanyId { get; set; }

    [Field("Key of the owner.", In = Protocols.OData)]
    public long? OwnerId { get; set; }

    [Relation("The project as it stands now; null where it is gone.", From = nameof(ProjectId), MayBeGone = true)]
    public Project? Project { get; set; }

    [Relation("The connection it came by.", From = nameof(ConnectionId), MayBeGone = true)]
    public Connection? Connection { get; set; }

    [Relation("The customer that the work was for.", From = nameof(CompanyId))]
    public Company? Company { get; set; }

    [Relation("Who owned it.", From = nameof(OwnerId))]
    public Person? Owner { get; set; }
}

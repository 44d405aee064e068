namespace ProjectGraph.Data.Model;

[Entity("Companies", "A customer company, as one vendor records it.", IsNode = true, IsTracked = true)]
public sealed class Company
{
    [Field("The graph's numeric id of the company.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("The vendor's id as text, or the name where the vendor provides only names.", MaxLength = 400)]
    public string VendorId { get; set; } = "";

    [Field("Display name.", MaxLength = 1000, Groupable = true)]
    public string? Name { get; set; }

    [Field("E-mail address.", MaxLength = 400)]
    public string? Email { get; set; }

    [Field("Telephone number.", MaxLength = 100)]
    public string? Phone { get; set; }

    [Field("The company's id in your own system.", MaxLength = 400)]
    public string? ExternalId { get; set; }

    [Field("The company's id in the integration that created it.", MaxLength = 400)]
    public string? SourceId { get; set; }

    [Relation("The vendor account it belongs to.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("Its projects.", To = nameof(Project.CompanyId), Paged = true)]
    public List<Project> Projects { get; } = [];
}

namespace ProjectGraph.Data.Model;

[Entity("Companies", "A customer that projects are done for, as one vendor knows it.", IsNode = true, IsTracked = true)]
public sealed class Company
{
    [Field("The graph's own number of the company.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long ConnectionId { get; set; }

    [Field("The vendor's id, as text; where the vendor gives names only, the name.", MaxLength = 400)]
    public string VendorId { get; set; } = "";

    [Field("Display name.", MaxLength = 1000, Groupable = true)]
    public string? Name { get; set; }

    [Field("E-mail address.", MaxLength = 400)]
    public string? Email { get; set; }

    [Field("Telephone number.", MaxLength = 100)]
    public string? Phone { get; set; }

    [Field("The company's id in your own system.", MaxLength = 400)]
    public string? ExternalId { get; set; }

    [Field("The company's id in the integration it came from.", MaxLength = 400)]
    public string? SourceId { get; set; }

    [Relation("The connection it came by.", From = nameof(ConnectionId))]
    public Connection? Connection { get; set; }

    [Relation("Its projects.", To = nameof(Project.CompanyId), Paged = true)]
    public List<Project> Projects { get; } = [];
}

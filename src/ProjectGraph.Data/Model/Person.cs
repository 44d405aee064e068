namespace ProjectGraph.Data.Model;

[Entity("People", "Someone who owns, leads or works on projects, as one vendor knows them.", IsNode = true, IsTracked = true)]
public sealed class Person
{
    [Field("The graph's own number of the person.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long ConnectionId { get; set; }

    [Field("The vendor's id, as text; where the vendor gives names or addresses only, that.", MaxLength = 400)]
    public string VendorId { get; set; } = "";

    [Field("Display name.", MaxLength = 1000, Groupable = true)]
    public string? Name { get; set; }

    [Field("E-mail address.", MaxLength = 400)]
    public string? Email { get; set; }

    [Field("Login name.", MaxLength = 400)]
    public string? Username { get; set; }

    [Relation("The connection they came by.", From = nameof(ConnectionId))]
    public Connection? Connection { get; set; }

    [Relation("The projects they own.", To = nameof(Project.OwnerId), Paged = true)]
    public List<Project> OwnedProjects { get; } = [];

    [Relation("The projects they lead.", Role = MemberRole.Manager, FromMember = true, Paged = true)]
    public List<Project> ManagedProjects { get; } = [];

    [Relation("The projects they work on.", Role = MemberRole.Assignee, FromMember = true, Paged = true)]
    public List<Project> AssignedProjects { get; } = [];
}

namespace ProjectGraph.Data.Model;

[Entity("People", "A person who owns, leads or works on projects, as one vendor records them.", IsNode = true, IsTracked = true)]
public sealed class Person
{
    [Field("The graph's numeric id of the person.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("The vendor's id as text, or the name or e-mail address where the vendor provides no id.", MaxLength = 400)]
    public string VendorId { get; set; } = "";

    [Field("Display name.", MaxLength = 1000, Groupable = true)]
    public string? Name { get; set; }

    [Field("E-mail address.", MaxLength = 400)]
    public string? Email { get; set; }

    [Field("Login name.", MaxLength = 400)]
    public string? Username { get; set; }

    [Relation("The vendor account the person belongs to.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("The projects they own.", To = nameof(Project.OwnerId), Paged = true)]
    public List<Project> OwnedProjects { get; } = [];

    [Relation("The projects they lead.", Role = MemberRole.Manager, FromPerson = true, Paged = true)]
    public List<Project> ManagedProjects { get; } = [];

    [Relation("The projects they work on.", Role = MemberRole.Assignee, FromPerson = true, Paged = true)]
    public List<Project> AssignedProjects { get; } = [];
}

namespace ProjectGraph.Data.Model;

// The rows that belong to a project are flat, so that a BI tool can load each entity as a table.

[Entity("ProjectTags", "A tag of a project.")]
public sealed class ProjectTag
{
    [Field("The row's numeric id.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("The tag's text.", MaxLength = 400, Groupable = true)]
    public string Tag { get; set; } = "";
}

[Entity("ProjectContacts", "A contact of a project, by the vendor's id.")]
public sealed class ProjectContact
{
    [Field("The row's numeric id.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("The vendor's id of the contact.", MaxLength = 400)]
    public string Contact { get; set; } = "";
}

[Entity("ProjectMembers", "Role of a person in a project.")]
public sealed class ProjectMember
{
    [Field("The row's numeric id.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("Key of the person.", Protocols = Protocols.OData)]
    public long PersonId { get; set; }

    [Field("The person's role in the project.", Groupable = true)]
    public MemberRole Role { get; set; }
}

[Entity("ProjectCustomFields", "A custom field of a project.")]
public sealed class ProjectCustomField
{
    [Field("The row's numeric id.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("The field's name at the vendor.", MaxLength = 400)]
    public string Name { get; set; } = "";

    [Field("Value of the field: text unchanged, any other value as JSON; null for JSON null.")]
    public string? Value { get; set; }
}

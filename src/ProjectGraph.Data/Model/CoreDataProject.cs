namespace ProjectGraph.Data.Model;

[Entity("CoreDataProjects", "Fields of a project that only CoreData provides.", Key = nameof(ProjectId))]
public sealed class CoreDataProject
{
    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("The vendor's id of the space that contains the project.", Group = "Space", GraphQLName = "id", MaxLength = 200)]
    public string? SpaceId { get; set; }

    [Field("Title of the space that contains the project.", Group = "Space", GraphQLName = "title", MaxLength = 1000, Groupable = true)]
    public string? SpaceTitle { get; set; }

    [Field("Message that accompanies the status.", MaxLength = 2000)]
    public string? StatusMessage { get; set; }

    [Field("The file plan.", MaxLength = 1000)]
    public string? Fileplan { get; set; }

    [Field("Title of the file plan.", MaxLength = 1000)]
    public string? FileplanTitle { get; set; }

    [Field("The template from which the project was created.", MaxLength = 400)]
    public string? Template { get; set; }

    [Field("Ids of the programmes that contain the project. Write-only at the vendor.", Json = true)]
    public string? SubProjectOf { get; set; }

    [Field("Aspects: named groups of additional fields.", Json = true)]
    public string? Aspects { get; set; }

    [Field("The users connected to the project, as the vendor lists them.", Json = true)]
    public string? ConnectedUsers { get; set; }

    [Field("Ids of associated contacts, as the vendor lists them.", Json = true)]
    public string? AssociatedContactsId { get; set; }

    [Field("The vendor's dynamic type.", MaxLength = 400)]
    public string? Dynatype { get; set; }

    [Field("The vendor's type.", MaxLength = 400)]
    public string? Type { get; set; }

    [Field("Path in the vendor's tree.", MaxLength = 4000)]
    public string? Path { get; set; }

    [Field("The vendor's id of the current snapshot.", MaxLength = 400)]
    public string? SnapshotId { get; set; }

    [Field("The vendor's version label.", MaxLength = 100)]
    public string? Version { get; set; }

    [Field("Path of the resource in the vendor's API.", MaxLength = 1000)]
    public string? ResourceUri { get; set; }

    [Field("Display name of the creator.", MaxLength = 400)]
    public string? CreatedByName { get; set; }

    [Field("Display name of the last editor.", MaxLength = 400)]
    public string? ModifiedByName { get; set; }
}

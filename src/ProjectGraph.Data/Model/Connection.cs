namespace ProjectGraph.Data.Model;

[Entity("Connections", "An account at a vendor that the graph reads from and writes to.", IsNode = true)]
public sealed class Connection
{
    [Field("The graph's own number of the connection.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Its name in the configuration; unique.", MaxLength = 200, Groupable = true)]
    public string Name { get; set; } = "";

    [Field("The vendor it leads to.", Groupable = true)]
    public Vendor Vendor { get; set; }

    [Field("Base address of the vendor's API.", MaxLength = 1000)]
    public string BaseUrl { get; set; } = "";

    [Field("Whether it works.", Groupable = true)]
    public ConnectionStatus Status { get; set; }

    [Field("What went wrong in the last sync; null when it ended well.", MaxLength = 2000)]
    public string? LastError { get; set; }

    [Field("When the last complete sync ended, UTC.")]
    public DateTimeOffset? LastSyncedAt { get; set; }

    [Field("How many projects the graph holds from it.", CountOf = nameof(Projects))]
    public long ProjectCount { get; set; }

    [Relation("Its projects.", To = nameof(Project.ConnectionId), Paged = true)]
    public List<Project> Projects { get; } = [];
}

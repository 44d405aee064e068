namespace ProjectGraph.Data.Model;

[Entity("Connections", "An account at a vendor that the graph reads from and writes to.", IsNode = true)]
public sealed class Connection
{
    [Field("The graph's own number of the connection.", GraphQLName = "databaseId")]
    [Account]
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

    [Field("When the next scheduled sync is due, UTC; null where none is.")]
    public DateTimeOffset? NextSyncAt { get; set; }

    [Field("Whether calls to the vendor go out.", Group = "Circuit", GraphQLName = "state", Groupable = true)]
    public CircuitState CircuitState { get; set; } = CircuitState.Closed;

    [Field("When an open circuit lets the next call out, UTC.", Group = "Circuit", GraphQLName = "retryAt")]
    public DateTimeOffset? CircuitRetryAt { get; set; }

    [Field("Calls that the vendor's documents allow; null where they name no limit.", Group = "RateBudget", GraphQLName = "limit")]
    public int? RateLimit { get; set; }

    [Field("In so many seconds.", Group = "RateBudget", GraphQLName = "seconds")]
    public int? RateSeconds { get; set; }

    [Field("Calls that were left when the connection was last used.", Group = "RateBudget", GraphQLName = "remaining")]
    public int? RateRemaining { get; set; }

    [Field("When all of them are there again, if none goes out until then, UTC.", Group = "RateBudget", GraphQLName = "resetsAt")]
    public DateTimeOffset? RateResetsAt { get; set; }

    [Field("How many projects the graph holds from it.", CountOf = nameof(Projects))]
    public long ProjectCount { get; set; }

    [Relation("Its projects.", To = nameof(Project.ConnectionId), Paged = true)]
    public List<Project> Projects { get; } = [];

    [Relation("How its syncs went.", To = nameof(SyncRun.ConnectionId), Paged = true)]
    public List<SyncRun> SyncRuns { get; } = [];

    [Relation("Fields that it shows and the vendor's documents do not name.", To = nameof(SchemaDrift.ConnectionId), Paged = true)]
    public List<SchemaDrift> SchemaDrifts { get; } = [];
}

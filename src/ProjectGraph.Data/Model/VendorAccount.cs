namespace ProjectGraph.Data.Model;

[Entity("VendorAccounts", "An account at a vendor that the graph reads from and writes to.", IsNode = true)]
public sealed class VendorAccount
{
    [Field("The graph's numeric id of the vendor account.", GraphQLName = "databaseId")]
    [Account]
    public long Id { get; set; }

    [Field("The vendor account's unique name in the configuration.", MaxLength = 200, Groupable = true)]
    public string Name { get; set; } = "";

    [Field("The vendor of the account.", Groupable = true)]
    public Vendor Vendor { get; set; }

    [Field("Base address of the vendor's API.", MaxLength = 1000)]
    public string BaseUrl { get; set; } = "";

    [Field("The vendor account's current status.", Groupable = true)]
    public VendorAccountStatus Status { get; set; }

    [Field("Error message of the last sync; null when it succeeded.", MaxLength = 2000)]
    public string? LastError { get; set; }

    [Field("When the last complete sync ended (UTC).")]
    public DateTimeOffset? LastSyncedAt { get; set; }

    [Field("When the next scheduled sync is due (UTC); null when none is scheduled.")]
    public DateTimeOffset? NextSyncAt { get; set; }

    [Field("State of the circuit breaker for calls to the vendor.", Group = "Circuit", GraphQLName = "state", Groupable = true)]
    public CircuitState CircuitState { get; set; } = CircuitState.Closed;

    [Field("When an open circuit allows the next call (UTC).", Group = "Circuit", GraphQLName = "retryAt")]
    public DateTimeOffset? CircuitRetryAt { get; set; }

    [Field(
        "Number of calls that the vendor's documentation allows; null when it states no limit.",
        Group = "RateBudget",
        GraphQLName = "limit"
    )]
    public int? RateLimit { get; set; }

    [Field("Length of the rate limit's time window, in seconds.", Group = "RateBudget", GraphQLName = "seconds")]
    public int? RateSeconds { get; set; }

    [Field("Number of calls that remained when the vendor account was last used.", Group = "RateBudget", GraphQLName = "remaining")]
    public int? RateRemaining { get; set; }

    [Field(
        "When the full number of calls is available again if none is made until then (UTC).",
        Group = "RateBudget",
        GraphQLName = "resetsAt"
    )]
    public DateTimeOffset? RateResetsAt { get; set; }

    [Field("Number of projects that the graph holds for the vendor account.", CountOf = nameof(Projects))]
    public long ProjectCount { get; set; }

    [Relation("Its projects.", To = nameof(Project.VendorAccountId), Paged = true)]
    public List<Project> Projects { get; } = [];

    [Relation("The vendor account's sync runs.", To = nameof(SyncRun.VendorAccountId), Paged = true)]
    public List<SyncRun> SyncRuns { get; } = [];

    [Relation(
        "Fields in the vendor's responses that its documentation does not describe.",
        To = nameof(SchemaDrift.VendorAccountId),
        Paged = true
    )]
    public List<SchemaDrift> SchemaDrifts { get; } = [];
}

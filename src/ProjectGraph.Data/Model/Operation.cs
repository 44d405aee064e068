namespace ProjectGraph.Data.Model;

[Entity("Operations", "A requested write, with the request to the vendor and its response. Secrets are masked.", IsNode = true)]
public sealed class Operation
{
    [Field("The graph's numeric id of the operation.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The vendor of the operation; null when none is involved.", Groupable = true)]
    public Vendor? Vendor { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long? VendorAccountId { get; set; }

    [Field("Key of the project that the operation changed.", Protocols = Protocols.OData)]
    public long? ProjectId { get; set; }

    [Field("The operation's name, equal to the name of its mutation.", MaxLength = 200, Groupable = true)]
    public string Name { get; set; } = "";

    [Field("Current state.", Groupable = true)]
    public OperationState State { get; set; }

    [Field("Whether the operation was a dry run, which sends nothing.")]
    public bool DryRun { get; set; }

    [Field("The caller's idempotency key.", MaxLength = 200)]
    public string? IdempotencyKey { get; set; }

    [Field("When the operation was requested (UTC).", Groupable = true)]
    public DateTimeOffset StartedAt { get; set; }

    [Field("When the operation ended (UTC).")]
    public DateTimeOffset? CompletedAt { get; set; }

    [Field("HTTP method of the request to the vendor.", Group = "Request", GraphQLName = "method", MaxLength = 20)]
    public string? RequestMethod { get; set; }

    [Field("URL of the request to the vendor.", Group = "Request", GraphQLName = "url", MaxLength = 4000)]
    public string? RequestUrl { get; set; }

    [Field("Headers of the request, as a JSON object; secrets masked.", Group = "Request", GraphQLName = "headers", Json = true)]
    public string? RequestHeaders { get; set; }

    [Field("Body of the request to the vendor.", Group = "Request", GraphQLName = "body", Json = true)]
    public string? RequestBody { get; set; }

    [Field("HTTP status of the vendor's response.", Group = "Response", GraphQLName = "status")]
    public int? ResponseStatus { get; set; }

    [Field("Body of the vendor's response.", Group = "Response", GraphQLName = "body", Json = true)]
    public string? ResponseBody { get; set; }

    [Field("The operation's errors as a JSON list.", GraphQLName = "errors", Json = true)]
    public string? ErrorsJson { get; set; }

    [Field("Progress of a sync, in percent of the records that the graph held before; null when it cannot be estimated.")]
    public int? Progress { get; set; }

    [Field(
        "How the caller was authenticated; null for operations recorded by versions that did not store callers.",
        Group = "Caller",
        GraphQLName = "kind",
        Groupable = true
    )]
    public CallerKind? CallerKind { get; set; }

    [Field(
        "Id of the caller's API key, or the subject of its token; null for a local caller.",
        Group = "Caller",
        GraphQLName = "id",
        MaxLength = 400,
        Groupable = true
    )]
    public string? CallerId { get; set; }

    [Field(
        "Name of the caller's API key, or the name in its token, when the operation was requested.",
        Group = "Caller",
        GraphQLName = "name",
        MaxLength = 400,
        Groupable = true
    )]
    public string? CallerName { get; set; }

    [Relation("The vendor account of the operation.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("The project that the operation changed.", From = nameof(ProjectId))]
    public Project? Project { get; set; }
}

namespace ProjectGraph.Data.Model;

[Entity("Operations", "One write that was asked for, with what was sent to the vendor and what came back. Secrets are masked.", IsNode = true)]
public sealed class Operation
{
    [Field("The graph's own number of the operation.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The vendor it goes to; null where no vendor is concerned.", Groupable = true)]
    public Vendor? Vendor { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long? ConnectionId { get; set; }

    [Field("Key of the project that it changed.", In = Protocols.OData)]
    public long? ProjectId { get; set; }

    [Field("The operation's name, as the mutation is called.", MaxLength = 200, Groupable = true)]
    public string Name { get; set; } = "";

    [Field("How far it has come.", Groupable = true)]
    public OperationState State { get; set; }

    [Field("Whether it was a dry run, which sends nothing.")]
    public bool DryRun { get; set; }

    [Field("The caller's key that makes a repetition harmless.", MaxLength = 200)]
    public string? IdempotencyKey { get; set; }

    [Field("When it was asked for, UTC.", Groupable = true)]
    public DateTimeOffset StartedAt { get; set; }

    [Field("When it ended, UTC.")]
    public DateTimeOffset? CompletedAt { get; set; }

    [Field("HTTP method of the request to the vendor.", Group = "Request", GraphQLName = "method", MaxLength = 20)]
    public string? RequestMethod { get; set; }

    [Field("Address of the request to the vendor.", Group = "Request", GraphQLName = "url", MaxLength = 4000)]
    public string? RequestUrl { get; set; }

    [Field("Headers of the request, as a JSON object; secrets masked.", Group = "Request", GraphQLName = "headers", Json = true)]
    public string? RequestHeaders { get; set; }

    [Field("Body of the request to the vendor.", Group = "Request", GraphQLName = "body", Json = true)]
    public string? RequestBody { get; set; }

    [Field("HTTP status of the vendor's answer.", Group = "Response", GraphQLName = "status")]
    public int? ResponseStatus { get; set; }

    [Field("Body of the vendor's answer.", Group = "Response", GraphQLName = "body", Json = true)]
    public string? ResponseBody { get; set; }

    [Field("What went wrong, as a JSON list of errors.", GraphQLName = "errors", Json = true)]
    public string? ErrorsJson { get; set; }

    [Field("How far a sync has come, in percent of what the graph had before; null where that tells nothing.")]
    public int? Progress { get; set; }

    [Field("How the caller proved who it is. An operation that was recorded before callers were has none.", Group = "Caller", GraphQLName = "kind", Groupable = true)]
    public CallerKind? CallerKind { get; set; }

    [Field("Id of the caller's API key, or the subject of its token; null for a local caller.", Group = "Caller", GraphQLName = "id", MaxLength = 400, Groupable = true)]
    public string? CallerId { get; set; }

    [Field("Name of the caller's API key, or the name in its token, at the time.", Group = "Caller", GraphQLName = "name", MaxLength = 400, Groupable = true)]
    public string? CallerName { get; set; }

    [Relation("The connection it went by.", From = nameof(ConnectionId))]
    public Connection? Connection { get; set; }

    [Relation("The project that it changed.", From = nameof(ProjectId))]
    public Project? Project { get; set; }
}

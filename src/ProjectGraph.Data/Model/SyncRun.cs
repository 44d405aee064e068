namespace ProjectGraph.Data.Model;

[Entity("SyncRuns", "A sync of everything that a vendor account provides. An interrupted sync resumes as the same run.", IsNode = true)]
public sealed class SyncRun
{
    [Field("The graph's numeric id of the sync run.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("Current state.", Groupable = true)]
    public SyncState State { get; set; }

    [Field("When the sync run began (UTC).", Groupable = true)]
    public DateTimeOffset StartedAt { get; set; }

    [Field("When the sync run ended (UTC); null while it runs or waits to be resumed.")]
    public DateTimeOffset? EndedAt { get; set; }

    [Field("Number of records read from the vendor so far.", Measure = true)]
    public int Read { get; set; }

    [Field("Number of projects created.", Measure = true)]
    public int Created { get; set; }

    [Field("Number of projects changed.", Measure = true)]
    public int Changed { get; set; }

    [Field("Number of projects deleted.", Measure = true)]
    public int Deleted { get; set; }

    [Field(
        "Number of records that could not be parsed (see `quarantinedRecords`). Their existing data in the graph is kept.",
        Measure = true
    )]
    public int Quarantined { get; set; }

    [Field("How often the sync run was interrupted by an error.", Measure = true)]
    public int Errors { get; set; }

    [Field("Message of the error that ended the sync run; null while it runs or when it succeeded.", MaxLength = 2000)]
    public string? Error { get; set; }

    [Field("Code of the error.", MaxLength = 100)]
    public string? ErrorCode { get; set; }

    [Relation("The vendor account that was read.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }

    [Relation("The records that could not be parsed.", To = nameof(QuarantinedRecord.RunId), Paged = true)]
    public List<QuarantinedRecord> QuarantinedRecords { get; } = [];
}

[Entity("QuarantinedRecords", "A vendor's record that a sync could not parse and quarantined.")]
public sealed class QuarantinedRecord
{
    [Field("Key of the row.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the sync run.", Protocols = Protocols.OData)]
    [Account(typeof(SyncRun))]
    public long RunId { get; set; }

    [Field("The record's id at the vendor; null when it could not be read.")]
    public string? VendorId { get; set; }

    [Field("The part of the record that could not be parsed, with its location.")]
    public string Message { get; set; } = "";

    [Field("When the sync read the record (UTC).")]
    public DateTimeOffset At { get; set; }

    [Relation("The sync run that quarantined the record.", From = nameof(RunId))]
    public SyncRun? Run { get; set; }
}

[Entity("SchemaDrifts", "A field in a vendor's responses that its documentation does not describe. Its values are stored in `document`.")]
public sealed class SchemaDrift
{
    [Field("Key of the row.", Protocols = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the vendor account.", Protocols = Protocols.OData)]
    [Account]
    public long VendorAccountId { get; set; }

    [Field("The field's name in the vendor's document.", Groupable = true)]
    public string Field { get; set; } = "";

    [Field("The vendor's id of a project that has the field.")]
    public string VendorId { get; set; } = "";

    [Field("When the field was first read (UTC).")]
    public DateTimeOffset FirstSeenAt { get; set; }

    [Field("When the field was last read (UTC).")]
    public DateTimeOffset LastSeenAt { get; set; }

    [Relation("The vendor account whose responses contain the field.", From = nameof(VendorAccountId))]
    public VendorAccount? VendorAccount { get; set; }
}

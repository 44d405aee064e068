namespace ProjectGraph.Data.Model;

[Entity("SyncRuns", "One reading of everything that a connection shows. A run that broke off goes on as the same run.", IsNode = true)]
public sealed class SyncRun
{
    [Field("The graph's own number of the run.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long ConnectionId { get; set; }

    [Field("How far it has come.", Groupable = true)]
    public SyncState State { get; set; }

    [Field("When it began, UTC.", Groupable = true)]
    public DateTimeOffset StartedAt { get; set; }

    [Field("When it ended, UTC; null while it runs or waits to go on.")]
    public DateTimeOffset? EndedAt { get; set; }

    [Field("Records that the vendor has shown so far.", Measure = true)]
    public int Read { get; set; }

    [Field("Projects that were new.", Measure = true)]
    public int Created { get; set; }

    [Field("Projects that differed from before.", Measure = true)]
    public int Changed { get; set; }

    [Field("Projects that were gone.", Measure = true)]
    public int Deleted { get; set; }

    [Field("Records that could not be understood: see `quarantinedRecords`. What the graph had of them is kept.", Measure = true)]
    public int Quarantined { get; set; }

    [Field("How often it broke off with an error.", Measure = true)]
    public int Errors { get; set; }

    [Field("What it broke off with; null where it ended well or still runs.", MaxLength = 2000)]
    public string? Error { get; set; }

    [Field("The code of the error.", MaxLength = 100)]
    public string? ErrorCode { get; set; }

    [Relation("The connection that was read.", From = nameof(ConnectionId))]
    public Connection? Connection { get; set; }

    [Relation("The records that could not be understood.", To = nameof(QuarantinedRecord.RunId), Paged = true)]
    public List<QuarantinedRecord> QuarantinedRecords { get; } = [];
}

[Entity("QuarantinedRecords", "A record of a vendor that could not be understood in a sync, and was put aside alone.")]
public sealed class QuarantinedRecord
{
    [Field("Key of the row.", In = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the run.", In = Protocols.OData)]
    [Account(typeof(SyncRun))]
    public long RunId { get; set; }

    [Field("The record's id at the vendor; null where it could not be read.")]
    public string? VendorId { get; set; }

    [Field("What could not be understood, and where.")]
    public string Message { get; set; } = "";

    [Field("When it was met, UTC.")]
    public DateTimeOffset At { get; set; }

    [Relation("The run that met it.", From = nameof(RunId))]
    public SyncRun? Run { get; set; }
}

[Entity("SchemaDrifts", "A field that a vendor shows and its documents do not name. Its values are kept in `document`.")]
public sealed class SchemaDrift
{
    [Field("Key of the row.", In = Protocols.OData)]
    public long Id { get; set; }

    [Field("Key of the connection.", In = Protocols.OData)]
    [Account]
    public long ConnectionId { get; set; }

    [Field("The field's name in the vendor's document.", Groupable = true)]
    public string Field { get; set; } = "";

    [Field("A project that showed it, by the vendor's id.")]
    public string VendorId { get; set; } = "";

    [Field("When it was seen first, UTC.")]
    public DateTimeOffset FirstSeenAt { get; set; }

    [Field("When it was seen last, UTC.")]
    public DateTimeOffset LastSeenAt { get; set; }

    [Relation("The connection that shows it.", From = nameof(ConnectionId))]
    public Connection? Connection { get; set; }
}

namespace ProjectGraph.Data.Model;

[Entity("ProductiveProjects", "What only Productive knows of a project.", Key = nameof(ProjectId))]
public sealed class ProductiveProject
{
    [Field("Key of the project.", In = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("1 is an internal project, 2 a client's.", Groupable = true)]
    public int? ProjectTypeId { get; set; }

    [Field("The vendor's number of the colour.")]
    public int? ProjectColorId { get; set; }

    [Field("Preferences, as the vendor holds them.", Json = true)]
    public string? Preferences { get; set; }

    [Field("Colours of the tags.", Json = true)]
    public string? TagColors { get; set; }

    [Field("Whether it is a template.")]
    public bool? Template { get; set; }

    [Field("State of a running duplication.", MaxLength = 200)]
    public string? DuplicationStatus { get; set; }

    [Field("Ids of the custom fields of its tasks.", Json = true)]
    public string? TaskCustomFieldsIds { get; set; }

    [Field("Positions of the custom fields of its tasks.", Json = true)]
    public string? TaskCustomFieldsPositions { get; set; }

    [Field("Ids of the custom fields of its pages.", Json = true)]
    public string? PageCustomFieldsIds { get; set; }

    [Field("Positions of the custom fields of its pages.", Json = true)]
    public string? PageCustomFieldsPositions { get; set; }

    [Field("Whether it is sample data.")]
    public bool? SampleData { get; set; }

    [Field("The vendor's id of the organisation.", MaxLength = 100)]
    public string? OrganizationId { get; set; }

    [Field("The vendor's id of the workflow.", MaxLength = 100)]
    public string? WorkflowId { get; set; }

    [Field("The vendor's id of who acted last.", MaxLength = 100)]
    public string? LastActorId { get; set; }

    [Field("The vendor's id of the template it was made from.", MaxLength = 100)]
    public string? TemplateObjectId { get; set; }

    [Field("When something last happened in it, UTC.")]
    public DateTimeOffset? LastActivityAt { get; set; }
}

namespace ProjectGraph.Data.Model;

[Entity("ProductiveProjects", "Fields of a project that only Productive provides.", Key = nameof(ProjectId))]
public sealed class ProductiveProject
{
    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("1 for an internal project, 2 for a client's.", Groupable = true)]
    public int? ProjectTypeId { get; set; }

    [Field("The vendor's numeric id of the colour.")]
    public int? ProjectColorId { get; set; }

    [Field("Preferences, as the vendor stores them.", Json = true)]
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

    [Field("The vendor's id of the person who acted last.", MaxLength = 100)]
    public string? LastActorId { get; set; }

    [Field("The vendor's id of the template from which the project was created.", MaxLength = 100)]
    public string? TemplateObjectId { get; set; }

    [Field("When the last activity in the project occurred (UTC).")]
    public DateTimeOffset? LastActivityAt { get; set; }
}

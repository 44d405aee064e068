namespace ProjectGraph.Data.Model;

[Entity("PlanhatProjects", "What only Planhat knows of a project.", Key = nameof(ProjectId))]
public sealed class PlanhatProject
{
    [Field("Key of the project.", In = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("Start as a full instant, of which `startDate` is the UTC day.")]
    public DateTimeOffset? StartDateTime { get; set; }

    [Field("End as a full instant, of which `dueDate` is the UTC day.")]
    public DateTimeOffset? EndDateTime { get; set; }

    [Field("Monthly value, in the project's currency.", Measure = true)]
    public decimal? Mrr { get; set; }

    [Field("Annual value, in the project's currency.", Measure = true)]
    public decimal? Arr { get; set; }

    [Field("Non-recurring value, in the project's currency.", Measure = true)]
    public decimal? Nrr { get; set; }

    [Field("The company's name as Planhat repeats it on the project.", MaxLength = 1000)]
    public string? CompanyName { get; set; }

    [Field("Planhat's version counter of the document (`__v`).")]
    public int? Version { get; set; }
}

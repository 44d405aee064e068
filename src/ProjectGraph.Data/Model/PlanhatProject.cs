namespace ProjectGraph.Data.Model;

[Entity("PlanhatProjects", "Fields of a project that only Planhat provides.", Key = nameof(ProjectId))]
public sealed class PlanhatProject
{
    [Field("Key of the project.", Protocols = Protocols.OData)]
    [Account(typeof(Project))]
    public long ProjectId { get; set; }

    [Field("Start as an instant; `startDate` is its UTC day.")]
    public DateTimeOffset? StartDateTime { get; set; }

    [Field("End as an instant; `dueDate` is its UTC day.")]
    public DateTimeOffset? EndDateTime { get; set; }

    [Field("Monthly value, in the project's currency.", Measure = true)]
    public decimal? Mrr { get; set; }

    [Field("Annual value, in the project's currency.", Measure = true)]
    public decimal? Arr { get; set; }

    [Field("Non-recurring value, in the project's currency.", Measure = true)]
    public decimal? Nrr { get; set; }

    [Field("The company's name as stored on the Planhat project.", MaxLength = 1000)]
    public string? CompanyName { get; set; }

    [Field("Planhat's version counter of the document (`__v`).")]
    public int? Version { get; set; }
}

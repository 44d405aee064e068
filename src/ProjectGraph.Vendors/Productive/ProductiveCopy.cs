using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Copies a project. Productive returns the new project at once and fills it in a job. Until that job ends, <c>duplicationStatus</c> is
/// not <c>idle</c>.
/// </summary>
internal sealed class CopyProductiveProject : ProductiveCreation<CopyProductiveProjectInput>
{
    public override string Name => "copyProductiveProject";
    public override string Description =>
        "Copies a project or a template at Productive, also into a template. The copy is created at once. "
        + "Its contents follow while `duplicationStatus` is not idle.";
    public override string Section => "Copies a project";

    protected override IEnumerable<OperationError> Check(CopyProductiveProjectInput input, Project? project) =>
        ProductiveChecks.Check(input);

    protected override VendorRequest Build(CopyProductiveProjectInput input, Project? project) =>
        ProductiveClient.Request("POST", "projects/copy") with
        {
            Body = ProductiveBody.Build(input, project!.VendorId),
        };

    /// <summary>Adds the description to the result. Productive never returns it, so only the write gives the graph its value.</summary>
    protected override OperationEffect CreateEffect(OperationContext context, Project project)
    {
        if (Sent(context.SentRequest, "description") is not { } description)
            return OperationEffect.FromProject(project);
        project.Description = description.GetValue<string>();
        return OperationEffect.FromProject(project) with { WrittenFields = new HashSet<string> { nameof(Project.Description) } };
    }

    protected override bool MatchesRequest(OperationContext context, Project project) =>
        project.Name == (string?)Sent(context.SentRequest, "name")
        && project.Productive!.ProjectTypeId == (int?)Sent(context.SentRequest, "project_type_id")
        && project.Productive.Template == ((bool?)Sent(context.SentRequest, "copy_as_template") ?? false)
        && (SentCompanyId(context.SentRequest) is not { } company || project.Company?.VendorId == company);

    protected override string? SentCompanyId(VendorRequest sent) => Sent(sent, "company_id")?.ToString();

    private static JsonNode? Sent(VendorRequest sent, string attribute) => ProductiveBody.GetAttributes(sent.Body)[attribute];
}

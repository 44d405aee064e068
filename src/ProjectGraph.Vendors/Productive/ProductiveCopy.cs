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

    protected override IEnumerable<OperationError> Check(CopyProductiveProjectInput input, Project? project) => ProductiveChecks.Of(input);

    protected override VendorRequest Build(CopyProductiveProjectInput input, Project? project) =>
        ProductiveClient.Request("POST", "projects/copy") with { Body = ProductiveBody.Of(input, project!.VendorId) };

    /// <summary>Adds the description to the result. Productive never returns it, so only the write gives the graph its value.</summary>
    protected override OperationEffect Effect(OperationContext context, Project project)
    {
        if (Sent(context.Sent, "description") is not { } description) return OperationEffect.Of(project);
        project.Description = description.GetValue<string>();
        return OperationEffect.Of(project) with { Written = new HashSet<string> { nameof(Project.Description) } };
    }

    protected override bool IsIt(OperationContext context, Project project) =>
        project.Name == (string?)Sent(context.Sent, "name")
        && project.Productive!.ProjectTypeId == (int?)Sent(context.Sent, "project_type_id")
        && project.Productive.Template == ((bool?)Sent(context.Sent, "copy_as_template") ?? false)
        && (CompanyOf(context.Sent) is not { } company || project.Company?.VendorId == company);

    protected override string? CompanyOf(VendorRequest sent) => Sent(sent, "company_id")?.ToString();

    private static JsonNode? Sent(VendorRequest sent, string attribute) => ProductiveBody.Attributes(sent.Body)[attribute];
}

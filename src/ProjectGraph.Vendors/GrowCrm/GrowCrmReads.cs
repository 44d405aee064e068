using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

[Input("Grow CRM's List / search projects.")]
public sealed record GrowCrmProjectsInput
{
    [Input("Filter by project status.")]
    public GrowCrmProjectStatus? Status { get; init; }

    [Input("Filter by client id.")]
    public long? ClientId { get; init; }

    [Input("Filter by category id.")]
    public long? CategoryId { get; init; }

    [Input("Free-text search on the project title.")]
    public string? Search { get; init; }

    [Input("The field to sort by.")]
    public GrowCrmProjectSort? Sort { get; init; }

    [Input("The direction. Defaults to descending.")]
    public GrowCrmSortOrder? Order { get; init; }

    [Input("Results per page, at most 100.")]
    public int? Limit { get; init; }

    [Input("Page number, from 1.")]
    public int? Page { get; init; }
}

[Input("Grow CRM's Get a project.")]
public sealed record GrowCrmProjectKeyInput
{
    [Input("Grow CRM's numeric id.")]
    public required string Id { get; init; }
}

internal sealed class GrowCrmProjectsRead : VendorLiveRead<GrowCrmProjectsInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "growCrmProjects";
    public override string Description => "Grow CRM's list of projects, read directly from Grow CRM.";
    public override string Section => "List / search projects";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(GrowCrmProjectsInput input)
    {
        if (input.Limit is < 1 or > GrowCrmClient.MaxLimit)
            yield return new(VendorErrors.InvalidInput, $"'limit' must be between 1 and {GrowCrmClient.MaxLimit}.", "limit");
        if (input.Page < 1)
            yield return new(VendorErrors.InvalidInput, "'page' must be at least 1.", "page");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        GrowCrmProjectsInput input,
        CancellationToken cancellationToken
    )
    {
        var query = new Dictionary<string, string?>
        {
            ["status"] = Word(input.Status),
            ["client_id"] = Number(input.ClientId),
            ["category_id"] = Number(input.CategoryId),
            ["search"] = input.Search,
            ["sort"] = Word(input.Sort),
            ["order"] = Word(input.Order),
        };
        var page = await new GrowCrmClient(channel).ReadPageAsync(
            GrowCrmRoutes.Projects,
            input.Limit,
            input.Page,
            query,
            cancellationToken
        );
        return [.. page.Rows.Select(row => GrowCrmMapping.MapProject(row, channel.Time.GetUtcNow()))];
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } given ? GrowCrmNames.ToVendorName(given) : null;

    private static string? Number(long? number) => number is { } given ? GrowCrmMapping.Format(given) : null;
}

internal sealed class GrowCrmProjectRead : VendorLiveRead<GrowCrmProjectKeyInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "growCrmProject";
    public override string Description => "One project, read directly from Grow CRM; null if it does not exist.";
    public override string Section => "Get a project";
    public override bool IsList => false;

    protected override IEnumerable<OperationError> Check(GrowCrmProjectKeyInput input)
    {
        if (!GrowCrmMapping.IsId(input.Id))
            yield return new(VendorErrors.InvalidInput, "'id' must be a whole number.", "id");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        GrowCrmProjectKeyInput input,
        CancellationToken cancellationToken
    ) => await new GrowCrmClient(channel).FindProjectAsync(input.Id, cancellationToken) is { } project ? [project] : [];
}

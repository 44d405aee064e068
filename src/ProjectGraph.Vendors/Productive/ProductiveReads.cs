using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

[Input("Productive's Get projects.")]
public sealed record ProductiveProjectsInput
{
    [Input(
        "id, projectType (1 internal, 2 client), companyId, responsibleId, personId, status (1 active, 2 archived), query: "
            + "each a value, a list, or an object of operations (eq, notEq, contains, notContain, gt, gtEq, lt, ltEq). `{ and: [ … ] }` and `{ or: [ … ] }` combine filters."
    )]
    public JsonNode? Filter { get; init; }

    [Input("Sort by properties, separated by commas. A leading minus reverses the order: `name,-created_at`.")]
    public string? Sort { get; init; }

    [Input("Number of the page, from 1.")]
    public int? PageNumber { get; init; }

    [Input("Projects a page. Default is 30, at most 200.")]
    public int? PageSize { get; init; }
}

[Input("Productive's Gets a project.")]
public sealed record ProductiveProjectKeyInput
{
    [Input("Productive's id.")]
    public required string Id { get; init; }
}

internal sealed class ProductiveProjectsRead : VendorLiveRead<ProductiveProjectsInput>
{
    public override Vendor Vendor => Vendor.Productive;
    public override string Name => "productiveProjects";
    public override string Description => "Productive's list of projects, read directly from Productive.";
    public override string Section => "Get projects";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(ProductiveProjectsInput input)
    {
        foreach (var error in ProductiveFilter.Parse(input.Filter).Errors)
            yield return error;
        if (input.PageNumber < 1)
            yield return new(VendorErrors.InvalidInput, "'pageNumber' must be 1 or more.", "pageNumber");
        if (input.PageSize is < 1 or > ProductiveClient.MaxSize)
            yield return new(VendorErrors.InvalidInput, $"'pageSize' must be between 1 and {ProductiveClient.MaxSize}.", "pageSize");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        ProductiveProjectsInput input,
        CancellationToken cancellationToken
    )
    {
        IEnumerable<KeyValuePair<string, string>> sort = input.Sort is { } by ? [new("sort", by)] : [];
        var query = ProductiveFilter.Parse(input.Filter).Query.Concat(sort);
        var page = await new ProductiveClient(channel).ReadPageAsync(
            "projects",
            input.PageNumber,
            input.PageSize,
            query,
            cancellationToken
        );
        return [.. page.Resources.Select(resource => ProductiveMapping.MapProject(resource, page, channel.Time.GetUtcNow()))];
    }
}

internal sealed class ProductiveProjectRead : VendorLiveRead<ProductiveProjectKeyInput>
{
    public override Vendor Vendor => Vendor.Productive;
    public override string Name => "productiveProject";
    public override string Description => "One project, read directly from Productive; null if it does not exist.";
    public override string Section => "Gets a project";
    public override bool IsList => false;

    protected override IEnumerable<OperationError> Check(ProductiveProjectKeyInput input) => ProductiveChecks.CheckId("id", input.Id);

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        ProductiveProjectKeyInput input,
        CancellationToken cancellationToken
    ) => await new ProductiveClient(channel).FindProjectAsync(input.Id, cancellationToken) is { } project ? [project] : [];
}

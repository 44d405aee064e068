using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

[Input("Planhat's Get projects List.")]
public sealed record PlanhatProjectsInput
{
    [Input("Filter using company id.")]
    public string? CompanyId { get; init; }

    [Input("Limit the list length. Default is 100, at most 2000.")]
    public int? Limit { get; init; }

    [Input("Start the list on a specific index.")]
    public int? Offset { get; init; }

    [Input("Sort by a property. A leading minus reverses the order.")]
    public string? Sort { get; init; }

    [Input("Properties, separated by commas. Omitted properties are null.")]
    public string? Select { get; init; }
}

[Input("Planhat's Get projects by ID.")]
public sealed record PlanhatProjectKeyInput
{
    [Input("Planhat's id, or extid- or srcid- and the project's externalId or sourceId.")]
    public required string Id { get; init; }
}

internal sealed class PlanhatProjectsRead : VendorLiveRead<PlanhatProjectsInput>
{
    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "planhatProjects";
    public override string Description => "Planhat's list of projects, read directly from Planhat.";
    public override string Section => "Get projects List";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(PlanhatProjectsInput input)
    {
        if (input.Limit is < 0 or > PlanhatClient.MaxLimit)
            yield return new(VendorErrors.InvalidInput, $"'limit' must be between 0 and {PlanhatClient.MaxLimit}.", "limit");
        if (input.Offset < 0)
            yield return new(VendorErrors.InvalidInput, "'offset' must not be negative.", "offset");
        if (input.CompanyId is { } id && !PlanhatMapping.IsObjectId(id))
            yield return new(VendorErrors.InvalidInput, "'companyId' must be an id of 24 hexadecimal digits.", "companyId");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        PlanhatProjectsInput input,
        CancellationToken cancellationToken
    )
    {
        var query = new Dictionary<string, string?>
        {
            ["companyId"] = input.CompanyId,
            ["sort"] = input.Sort,
            ["select"] = input.Select,
        };
        var rows = await new PlanhatClient(channel).ReadPageAsync("projects", input.Limit, input.Offset, query, cancellationToken);
        return [.. rows.Select(row => PlanhatMapping.MapProject(row, channel.Time.GetUtcNow()))];
    }
}

internal sealed class PlanhatProjectRead : VendorLiveRead<PlanhatProjectKeyInput>
{
    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "planhatProject";
    public override string Description => "One project, read directly from Planhat; null if it does not exist.";
    public override string Section => "Get projects by ID";
    public override bool IsList => false;

    protected override IEnumerable<OperationError> Check(PlanhatProjectKeyInput input)
    {
        if (!PlanhatBody.IsKey(input.Id))
            yield return new(VendorErrors.InvalidInput, "'id' must be an id of 24 hexadecimal digits, extid-… or srcid-….", "id");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        PlanhatProjectKeyInput input,
        CancellationToken cancellationToken
    ) => await new PlanhatClient(channel).FindProjectAsync(input.Id, cancellationToken) is { } project ? [project] : [];
}

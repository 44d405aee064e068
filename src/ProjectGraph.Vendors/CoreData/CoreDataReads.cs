using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.CoreData;

[Input("CoreData's List Projects.")]
public sealed record CoreDataProjectsInput
{
    [Input("Limit the list length. Default is 20.")]
    public int? Limit { get; init; }

    [Input("The number of projects to skip.")]
    public int? Offset { get; init; }
}

[Input("CoreData's Get Project details.")]
public sealed record CoreDataProjectKeyInput
{
    [Input("ID of an existing project.")]
    public required string Id { get; init; }
}

[Input("CoreData's List Projects in a Space.")]
public sealed record CoreDataSpaceProjectsInput
{
    [Input("ID of an existing space.")]
    public required string SpaceId { get; init; }

    [Input("Limit the list length. Default is 20.")]
    public int? Limit { get; init; }

    [Input("The number of projects to skip.")]
    public int? Offset { get; init; }
}

internal sealed class CoreDataProjectsRead : VendorLiveRead<CoreDataProjectsInput>
{
    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "coreDataProjects";
    public override string Description => "CoreData's list of projects, oldest first, read directly from CoreData.";
    public override string Section => "List Projects";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(CoreDataProjectsInput input) => CheckPage(input.Limit, input.Offset);

    protected override Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        CoreDataProjectsInput input,
        CancellationToken cancellationToken
    ) => PageAsync(channel, CoreDataClient.Projects, input.Limit, input.Offset, cancellationToken);

    internal static IEnumerable<OperationError> CheckPage(int? limit, int? offset)
    {
        if (limit < 0)
            yield return CoreDataBody.Invalid("limit", "must not be negative");
        if (offset < 0)
            yield return CoreDataBody.Invalid("offset", "must not be negative");
    }

    internal static async Task<IReadOnlyList<Project>> PageAsync(
        VendorChannel channel,
        string path,
        int? limit,
        int? offset,
        CancellationToken cancellationToken
    )
    {
        var client = new CoreDataClient(channel);
        return [.. (await client.ReadPageAsync(path, limit, offset, cancellationToken)).Rows.Select(client.Map)];
    }
}

internal sealed class CoreDataProjectRead : VendorLiveRead<CoreDataProjectKeyInput>
{
    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "coreDataProject";
    public override string Description => "One project, read directly from CoreData; null if it does not exist.";
    public override string Section => "Get Project details";
    public override bool IsList => false;

    protected override IEnumerable<OperationError> Check(CoreDataProjectKeyInput input)
    {
        if (!VendorRequest.IsSegment(input.Id))
            yield return CoreDataBody.Invalid("id", "is not a valid id");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        CoreDataProjectKeyInput input,
        CancellationToken cancellationToken
    ) => await new CoreDataClient(channel).FindProjectAsync(input.Id, cancellationToken) is { } project ? [project] : [];
}

internal sealed class CoreDataSpaceProjectsRead : VendorLiveRead<CoreDataSpaceProjectsInput>
{
    public override Vendor Vendor => Vendor.CoreData;
    public override string Name => "coreDataSpaceProjects";
    public override string Description => "The projects in one of CoreData's spaces, oldest first, read directly from CoreData.";
    public override string Section => "List Projects in a Space";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(CoreDataSpaceProjectsInput input) =>
        VendorRequest.IsSegment(input.SpaceId)
            ? CoreDataProjectsRead.CheckPage(input.Limit, input.Offset)
            : [CoreDataBody.Invalid("spaceId", "is not a valid id")];

    protected override Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        CoreDataSpaceProjectsInput input,
        CancellationToken cancellationToken
    ) => CoreDataProjectsRead.PageAsync(channel, CoreDataClient.SpacePath(input.SpaceId), input.Limit, input.Offset, cancellationToken);
}

using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

internal sealed class HeatpunkProjectsRead : VendorLiveRead<HeatpunkProjectsInput>
{
    public override Vendor Vendor => Vendor.Heatpunk;
    public override string Name => "heatpunkProjects";
    public override string Description =>
        "The projects that a user can access and that were created in a range of days, read directly from Heatpunk.";
    public override string Section => "POST /projects/list";
    public override bool IsList => true;

    protected override IEnumerable<OperationError> Check(HeatpunkProjectsInput input)
    {
        foreach (var error in HeatpunkUser.Check("userEmail", input.UserEmail))
            yield return error;
        if (input.Start > input.End)
            yield return new(VendorErrors.InvalidInput, "'start' must not be after 'end'.", "start");
    }

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        HeatpunkProjectsInput input,
        CancellationToken cancellationToken
    )
    {
        var list = await new HeatpunkClient(channel).ListAsync(input.UserEmail, input.Start, input.End, cancellationToken);
        return [.. list.Rows.Select(row => HeatpunkMapping.MapProject(row, list.RequestingUser, channel.Time.GetUtcNow()))];
    }
}

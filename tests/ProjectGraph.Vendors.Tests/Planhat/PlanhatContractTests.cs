using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatContractTests : VendorContract
{
    protected override Vendor Vendor => Vendor.Planhat;
    protected override string ListPath => "/projects";
    protected override string TypedField => "name";
    protected override Dictionary<string, string> BadCredentials => new() { ["Token"] = "not-the-token" };

    internal override Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox)
    {
        const string Id = "6101a50072c0e0884d5e8db1";
        sandbox.Run(() => sandbox.Store["projects"].Remove(Id)).ShouldBeTrue();
        return Task.FromResult(Id);
    }
}

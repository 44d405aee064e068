using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmContractTests : VendorContract
{
    protected override Vendor Vendor => Vendor.GrowCrm;
    protected override string ListPath => "/api/projects";
    protected override string TypedField => "title";
    protected override Dictionary<string, string> BadCredentials => new() { ["Token"] = "not-the-token" };

    internal override Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox)
    {
        const string Id = "42";
        sandbox.Run(() => sandbox.Store["projects"].Remove(Id)).ShouldBeTrue();
        return Task.FromResult(Id);
    }
}

using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveContractTests : VendorContract
{
    protected override Vendor Vendor => Vendor.Productive;
    protected override string ListPath => "/api/v2/projects";
    protected override string TypedField => "name";
    protected override Dictionary<string, string> BadCredentials => new() { ["Token"] = "not-the-token", ["OrganizationId"] = "987654" };

    internal override Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox)
    {
        const string Id = "667";
        sandbox.Run(() => sandbox.Store["projects"].Remove(Id)).ShouldBeTrue();
        return Task.FromResult(Id);
    }
}

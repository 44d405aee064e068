using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataContractTests : VendorContract
{
    protected override Vendor Vendor => Vendor.CoreData;
    protected override string ListPath => "/api/v2/projects";
    protected override string TypedField => "title";
    protected override Dictionary<string, string> BadCredentials => new() { ["User"] = "nobody-here", ["Key"] = "not-the-key" };

    internal override Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox)
    {
        sandbox.Run(() => sandbox.Store["projects"].Remove(CoreDataServer.Project)).ShouldBeTrue();
        return Task.FromResult(CoreDataServer.Project);
    }
}

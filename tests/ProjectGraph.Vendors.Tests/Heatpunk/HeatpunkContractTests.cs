using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkContractTests : VendorContract
{
    protected override Vendor Vendor => Vendor.Heatpunk;
    protected override string ListPath => "/api/v1/projects/list";
    protected override string ListMethod => "POST";
    protected override string TypedField => "projectName";
    protected override Dictionary<string, string> BadCredentials => new() { ["ApiKey"] = "not-the-key" };
    protected override Dictionary<string, string> SmallPages => new() { ["Since"] = "2024-11-01", ["WindowDays"] = "30" };

    internal override Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox)
    {
        const string Id = "1353680";
        sandbox.Run(() => sandbox.Store["projects"].Remove(Id)).ShouldBeTrue();
        return Task.FromResult(Id);
    }
}

using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Planhat;

namespace ProjectGraph.Vendors.Tests;

public sealed class VendorUniquenessTests
{
    [Fact]
    public void A_duplicate_vendor_is_refused_by_name() =>
        Should.Throw<InvalidOperationException>(() => VendorRegistry.BuiltIn.With([new(new PlanhatConnector(), null)])).Message.ShouldContain("number in the enum Vendor '2'");

    [Fact]
    public void Sandbox_names_are_unique() =>
        Should.Throw<InvalidOperationException>(() => new VendorRegistry([new(new PlanhatConnector(), new PlanhatSandbox()), new(new HeatpunkConnector(), new PlanhatSandbox())]))
            .Message.ShouldContain("sandbox 'planhat'");

    [Fact]
    public void Without_added_vendors_the_registry_and_the_graph_are_built_in()
    {
        VendorRegistry.BuiltIn.With([]).ShouldBeSameAs(VendorRegistry.BuiltIn);
        GraphModel.WithEnum(VendorRegistry.BuiltIn.Members).ShouldBeSameAs(GraphModel.Instance);
    }
}

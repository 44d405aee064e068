using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Planhat;

namespace ProjectGraph.Vendors.Tests;

public sealed class VendorClashTests
{
    [Fact]
    public void A_vendor_that_is_there_already_is_refused_by_name() =>
        Should.Throw<InvalidOperationException>(() => VendorRegistry.BuiltIn.With([new(new PlanhatConnector(), null)])).Message.ShouldContain("number in the enum Vendor '2'");

    [Fact]
    public void A_sandbox_has_a_name_of_its_own() =>
        Should.Throw<InvalidOperationException>(() => new VendorRegistry([new(new PlanhatConnector(), new PlanhatSandbox()), new(new HeatpunkConnector(), new PlanhatSandbox())]))
            .Message.ShouldContain("sandbox 'planhat'");

    [Fact]
    public void Without_further_vendors_the_registry_and_the_graph_are_those_of_the_program()
    {
        VendorRegistry.BuiltIn.With([]).ShouldBeSameAs(VendorRegistry.BuiltIn);
        GraphModel.With(VendorRegistry.BuiltIn.Members).ShouldBeSameAs(GraphModel.Instance);
    }
}

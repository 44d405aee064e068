using Microsoft.AspNetCore.Builder;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Planhat;

namespace ProjectGraph.Vendors.Tests;

public sealed class VendorUniquenessTests
{
    [Fact]
    public void A_duplicate_vendor_is_refused_by_name() =>
        Should
            .Throw<InvalidOperationException>(() => VendorRegistry.BuiltIn.With([new PlanhatConnector()]))
            .Message.ShouldContain("number in the enum Vendor '2'");

    [Fact]
    public async Task Sandbox_names_are_unique()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSandboxes().AddSandbox(new PlanhatSandbox());
        await using var app = builder.Build();
        Should
            .Throw<InvalidOperationException>(() => app.MapSandboxes())
            .Message.ShouldBe("Two sandboxes are named 'planhat'. Choose another name for one of them.");
    }

    [Fact]
    public void Without_added_vendors_the_registry_and_the_graph_are_built_in()
    {
        VendorRegistry.BuiltIn.With([]).ShouldBeSameAs(VendorRegistry.BuiltIn);
        GraphModel.WithEnum(VendorRegistry.BuiltIn.Members).ShouldBeSameAs(GraphModel.Instance);
    }
}

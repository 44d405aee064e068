using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class VendorsServiceTests
{
    [Fact]
    public async Task With_the_sandboxes_on_every_vendor_is_connected_and_read_at_the_start()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 5, new() { ["Sandbox:Enabled"] = "true" });

        await host.Get<VendorsService>().FirstSync;

        host.Get<VendorsService>().IsReady.ShouldBeTrue();
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
        {
            var channel = host.Connections.All.Single(channel => channel.Connection.Vendor == connector.Vendor);
            (await host.CountAsync(channel)).ShouldBeGreaterThanOrEqualTo(5, connector.Name);
        }
    }

    [Fact]
    public async Task A_configured_connection_is_used_as_it_says()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 0, new()
        {
            ["Vendors:Connections:0:Name"] = "production",
            ["Vendors:Connections:0:Vendor"] = "planhat",
            ["Vendors:Connections:0:BaseUrl"] = "http://127.0.0.1:1/api",
            ["Vendors:Connections:0:Credentials:Token"] = "t",
        });

        await host.Get<VendorsService>().FirstSync;

        var channel = host.Connections.All.Single();
        (channel.Connection.Name, channel.Settings.BaseUrl.AbsoluteUri).ShouldBe(("production", "http://127.0.0.1:1/api/"));
        (await host.Store.ListAsync(default)).Single().Status.ShouldBe(ConnectionStatus.Failed);
    }

    [Theory]
    [InlineData("Vendor", "nobody", "Vendor 'nobody' of 'c' is unknown")]
    [InlineData("BaseUrl", "file:///etc", "must be an http or https address")]
    [InlineData("BaseUrl", "http://user:secret@host/", "must be an http or https address")]
    [InlineData("Credentials:Token", null, "Credentials:Token of 'c' is missing")]
    public async Task A_configuration_that_makes_no_sense_is_told_without_its_secrets(string key, string? value, string message)
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 0, new()
        {
            ["Vendors:Connections:0:Name"] = "c",
            ["Vendors:Connections:0:Vendor"] = "PLANHAT",
            ["Vendors:Connections:0:Credentials:Token"] = "t",
            ["Vendors:Connections:0:" + key] = value,
        });

        var wrong = await Should.ThrowAsync<InvalidOperationException>(() => host.Get<VendorsService>().FirstSync);

        wrong.Message.ShouldContain(message);
        wrong.Message.ShouldNotContain("secret");
        host.Get<VendorsService>().IsReady.ShouldBeFalse();
    }
}

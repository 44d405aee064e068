using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class VendorsServiceTests
{
    [Fact]
    public async Task With_sandboxes_enabled_every_vendor_is_synced_at_start_up()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 5, new() { ["Sandbox:Enabled"] = "true" });

        await host.Get<VendorsService>().FirstSync;

        host.Get<VendorsService>().IsReady.ShouldBeTrue();
        foreach (var connector in VendorRegistry.BuiltIn.Connectors)
        {
            var channel = host.VendorAccounts.All.Single(channel => channel.VendorAccount.Vendor == connector.Vendor);
            (await host.CountAsync(channel)).ShouldBeGreaterThanOrEqualTo(5, connector.Name);
        }
    }

    [Fact]
    public async Task A_configured_vendor_account_is_used()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(
            folder.Path,
            projects: 0,
            new()
            {
                ["Vendors:Accounts:0:Name"] = "production",
                ["Vendors:Accounts:0:Vendor"] = "planhat",
                ["Vendors:Accounts:0:BaseUrl"] = "http://127.0.0.1:1/api",
                ["Vendors:Accounts:0:Credentials:Token"] = "t",
            }
        );

        await host.Get<VendorsService>().FirstSync;

        var channel = host.VendorAccounts.All.Single();
        (channel.VendorAccount.Name, channel.Settings.BaseUrl.AbsoluteUri).ShouldBe(("production", "http://127.0.0.1:1/api/"));
        (await host.Store.ListAsync(default)).Single().Status.ShouldBe(VendorAccountStatus.Failed);
    }

    [Theory]
    [InlineData("Vendor", "nobody", "Vendor 'nobody' of 'c' is unknown")]
    [InlineData("BaseUrl", "file:///etc", "must be an http or https address")]
    [InlineData("BaseUrl", "http://user:secret@host/", "must be an http or https address")]
    [InlineData("Credentials:Token", null, "Credentials:Token of 'c' is missing")]
    public async Task An_invalid_configuration_is_reported_without_its_secrets(string key, string? value, string message)
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(
            folder.Path,
            projects: 0,
            new()
            {
                ["Vendors:Accounts:0:Name"] = "c",
                ["Vendors:Accounts:0:Vendor"] = "PLANHAT",
                ["Vendors:Accounts:0:Credentials:Token"] = "t",
                ["Vendors:Accounts:0:" + key] = value,
            }
        );

        var wrong = await Should.ThrowAsync<InvalidOperationException>(() => host.Get<VendorsService>().FirstSync);

        wrong.Message.ShouldContain(message);
        wrong.Message.ShouldNotContain("secret");
        host.Get<VendorsService>().IsReady.ShouldBeFalse();
    }
}

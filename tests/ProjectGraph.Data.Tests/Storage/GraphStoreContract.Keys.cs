using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_key_is_known_until_it_is_revoked()
    {
        var keys = Keys;
        (await keys.AnyAsync(default)).ShouldBeFalse();
        var key = await keys.CreateAsync("excel", AccessRole.Reader, default);

        key.ShouldStartWith("pjg_");
        key.Length.ShouldBe(4 + 43);
        (await keys.FindAsync(key, default)).ShouldBe(new("excel", AccessRole.Reader));
        (await keys.FindAsync(key + "x", default)).ShouldBeNull();
        (await keys.FindAsync("", default)).ShouldBeNull();
        (await keys.RevokeAsync("excel", default)).ShouldBeTrue();
        (await keys.FindAsync(key, default)).ShouldBeNull();
        (await keys.RevokeAsync("excel", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_is_stored_as_a_hash_only()
    {
        var key = await Keys.CreateAsync("excel", AccessRole.Admin, default);
        Rows("""SELECT "Name", "Hash" FROM "ApiKeys" """).ShouldHaveSingleItem().ShouldNotContain(key[4..]);
    }

    [Fact]
    public async Task A_key_that_another_process_revoked_is_unknown_soon_after()
    {
        var keys = Keys;
        var key = await keys.CreateAsync("excel", AccessRole.Reader, default);
        (await keys.FindAsync(key, default)).ShouldNotBeNull();
        await using var other = await OpenDatabaseAsync(Time);
        await new ApiKeyStore(other).RevokeAsync("excel", default);

        Time.Advance(TimeSpan.FromSeconds(5));

        (await keys.FindAsync(key, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_is_registered_once_by_its_name()
    {
        var again = await Connections.RegisterAsync("Planhat", Vendor.Planhat, "http://elsewhere.test", default);

        again.Id.ShouldBe(ConnectionId);
        (await Connections.ListAsync(default)).ShouldHaveSingleItem().BaseUrl.ShouldBe("http://elsewhere.test");
        (await Should.ThrowAsync<StoreException>(() => Connections.RegisterAsync("Planhat", Vendor.Heatpunk, "x", default))).Code.ShouldBe(StoreException.BadConfiguration);
    }

    [Fact]
    public async Task Vendor_ids_lead_to_projects_companies_and_people()
    {
        var ids = await SaveAsync(Samples.Project(1), Samples.Project(2));
        var project = await FindAsync(ids[0]);

        var found = await Connections.ProjectIdsAsync(ConnectionId, ["2", "1", "none"], default);

        found.ShouldBe(new Dictionary<string, long> { ["2"] = ids[1], ["1"] = ids[0] }, ignoreOrder: true);
        (await Connections.FindCompanyAsync(project.CompanyId!.Value, default))!.VendorId.ShouldBe("c1");
        (await Connections.FindPersonAsync(project.OwnerId!.Value, default))!.VendorId.ShouldBe("u1");
        (await Connections.FindCompanyAsync(999, default)).ShouldBeNull();
    }
}

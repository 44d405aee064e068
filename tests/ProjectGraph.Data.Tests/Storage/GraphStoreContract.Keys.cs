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
        (await keys.FindAsync(key, default))
            .ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                found => (found.Name, found.Role, found.CreatedAt).ShouldBe(("excel", AccessRole.Reader, Time.GetUtcNow())),
                found => (found.ExpiresAt, found.RevokedAt, found.LastUsedAt).ShouldBe((null, null, null)),
                found => found.VendorAccounts.ShouldBeNull(),
                found => found.Protocols.ShouldBeNull()
            );
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
    public async Task A_key_is_invalid_after_it_expires()
    {
        var (key, made) = await Keys.CreateAsync(
            new ApiKeyDraft("excel", AccessRole.Reader) { ExpiresAt = Time.GetUtcNow().AddSeconds(3) },
            default
        );
        var keys = Keys;
        (await keys.FindAsync(key, default)).ShouldNotBeNull().Id.ShouldBe(made.Id);

        Time.Advance(TimeSpan.FromSeconds(3));

        (await keys.FindAsync(key, default)).ShouldBeNull();
        (await keys.AnyAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_restricted_key_is_known_with_its_restrictions()
    {
        var draft = new ApiKeyDraft("excel", AccessRole.Reader)
        {
            VendorAccounts = new HashSet<long> { VendorAccountId, 999 },
            Protocols = new HashSet<ApiProtocol> { ApiProtocol.OData },
        };
        var found = (await Keys.FindAsync((await Keys.CreateAsync(draft, default)).Secret, default))!;

        found.VendorAccounts.ShouldBe([VendorAccountId, 999], ignoreOrder: true);
        found.Protocols.ShouldBe([ApiProtocol.OData]);
    }

    [Fact]
    public async Task A_rotated_key_stays_valid_during_the_overlap()
    {
        var keys = Keys;
        var draft = new ApiKeyDraft("excel", AccessRole.Operator)
        {
            ExpiresAt = Time.GetUtcNow().AddDays(90),
            VendorAccounts = new HashSet<long> { VendorAccountId },
            Protocols = new HashSet<ApiProtocol> { ApiProtocol.GraphQL },
        };
        var (old, first) = await keys.CreateAsync(draft, default);
        Time.Advance(TimeSpan.FromDays(30));

        var (renewed, second) = await keys.RotateAsync("excel", TimeSpan.FromHours(24), default);

        renewed.ShouldNotBe(old);
        (second.Id, second.Name, second.Role).ShouldBe((first.Id, "excel", AccessRole.Operator));
        (second.CreatedAt, second.ExpiresAt).ShouldBe((Time.GetUtcNow(), Time.GetUtcNow().AddDays(90)));
        second.VendorAccounts.ShouldBe([VendorAccountId]);
        second.Protocols.ShouldBe([ApiProtocol.GraphQL]);
        foreach (var key in new[] { old, renewed })
            (await keys.FindAsync(key, default)).ShouldNotBeNull().Id.ShouldBe(first.Id);
        Time.Advance(TimeSpan.FromHours(24));
        (await keys.FindAsync(old, default)).ShouldBeNull();
        (await keys.FindAsync(renewed, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_overlap_does_not_extend_the_lifetime_of_a_key()
    {
        var keys = Keys;
        var (old, _) = await keys.CreateAsync(
            new ApiKeyDraft("excel", AccessRole.Reader) { ExpiresAt = Time.GetUtcNow().AddMinutes(1) },
            default
        );
        await keys.RotateAsync("excel", TimeSpan.FromDays(1), default);

        Time.Advance(TimeSpan.FromMinutes(1));

        (await keys.FindAsync(old, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_overlap_the_old_key_is_invalid_at_once_and_a_revocation_invalidates_both()
    {
        var keys = Keys;
        var first = await keys.CreateAsync("excel", AccessRole.Reader, default);
        var (second, _) = await keys.RotateAsync("excel", TimeSpan.Zero, default);
        (await keys.FindAsync(first, default)).ShouldBeNull();
        var (third, _) = await keys.RotateAsync("excel", TimeSpan.FromDays(1), default);

        (await keys.RevokeAsync("excel", default)).ShouldBeTrue();

        foreach (var key in new[] { second, third })
            (await keys.FindAsync(key, default)).ShouldBeNull();
        (await Should.ThrowAsync<ApiKeyException>(() => keys.RotateAsync("excel", TimeSpan.Zero, default))).Message.ShouldStartWith(
            "A valid key with the name 'excel' was not found."
        );
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_key_is_revoked_or_expired()
    {
        var keys = Keys;
        await keys.CreateAsync(new ApiKeyDraft("excel", AccessRole.Reader) { ExpiresAt = Time.GetUtcNow().AddDays(1) }, default);
        var taken = await Should.ThrowAsync<ApiKeyException>(() => keys.CreateAsync("excel", AccessRole.Admin, default));
        (taken.Field, taken.Message).ShouldBe(
            ("name", "A valid key with the name 'excel' already exists. Choose another name, or revoke or rotate that key.")
        );

        Time.Advance(TimeSpan.FromDays(1));
        await keys.CreateAsync("excel", AccessRole.Reader, default);
        await keys.RevokeAsync("excel", default);
        var last = await keys.CreateAsync("excel", AccessRole.Reader, default);

        (await keys.FindAsync(last, default)).ShouldNotBeNull();
        (await keys.ListAsync(default))
            .Select(key => (key.Name, key.RevokedAt is null))
            .ShouldBe([("excel", false), ("excel", false), ("excel", true)]);
    }

    [Fact]
    public async Task Concurrent_keys_with_one_name_create_one_key()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var stores = new[] { Keys, new ApiKeyStore(other) };

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => TryCreateAsync(stores[i % 2]))));

        results.Count(made => made).ShouldBe(1);
        Count("ApiKeys").ShouldBe(1);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", " excel")]
    [InlineData("name", "two\nlines")]
    [InlineData("expiresAt", "excel", 0)]
    [InlineData("vendorAccountIds", "excel", null, true)]
    [InlineData("protocols", "excel", null, false, true)]
    public async Task A_value_that_a_key_cannot_have_is_refused_by_its_name(
        string field,
        string name,
        int? expires = null,
        bool noAccount = false,
        bool noProtocol = false
    )
    {
        var draft = new ApiKeyDraft(name, AccessRole.Reader)
        {
            ExpiresAt = expires is { } seconds ? Time.GetUtcNow().AddSeconds(seconds) : null,
            VendorAccounts = noAccount ? new HashSet<long>() : null,
            Protocols = noProtocol ? new HashSet<ApiProtocol>() : null,
        };
        (await Should.ThrowAsync<ApiKeyException>(() => Keys.CreateAsync(draft, default))).Field.ShouldBe(field);
        Count("ApiKeys").ShouldBe(0);
    }

    [Fact]
    public async Task The_use_of_a_key_is_recorded_once_an_hour()
    {
        var keys = Keys;
        var key = await keys.CreateAsync("excel", AccessRole.Reader, default);
        var first = Time.GetUtcNow();
        await UseAsync();
        (await UsedAsync()).ShouldBe(first);

        Time.Advance(ApiKeyStore.UsePrecision - TimeSpan.FromSeconds(1));
        await UseAsync();
        (await UsedAsync()).ShouldBe(first);

        Time.Advance(TimeSpan.FromSeconds(1));
        await UseAsync();
        (await UsedAsync()).ShouldBe(Time.GetUtcNow());

        async Task UseAsync()
        {
            (await keys.FindAsync(key, default)).ShouldNotBeNull();
            await keys.PendingUseWrite;
        }

        async Task<DateTimeOffset?> UsedAsync() => (await keys.ListAsync(default)).ShouldHaveSingleItem().LastUsedAt;
    }

    [Fact]
    public async Task A_use_that_cannot_be_recorded_delays_no_request()
    {
        var keys = Keys;
        var key = await keys.CreateAsync("excel", AccessRole.Reader, default);
        (await keys.AnyAsync(default)).ShouldBeTrue();
        await Store.DisposeAsync();

        (await keys.FindAsync(key, default)).ShouldNotBeNull();

        await keys.PendingUseWrite;
    }

    [Fact]
    public async Task A_vendor_account_is_registered_once_by_its_name()
    {
        var again = await VendorAccounts.RegisterAsync("Planhat", Vendor.Planhat, "http://elsewhere.test", default);

        again.Id.ShouldBe(VendorAccountId);
        (await VendorAccounts.ListAsync(default)).ShouldHaveSingleItem().BaseUrl.ShouldBe("http://elsewhere.test");
        (
            await Should.ThrowAsync<StoreException>(() => VendorAccounts.RegisterAsync("Planhat", Vendor.Heatpunk, "x", default))
        ).Code.ShouldBe(StoreException.BadConfiguration);
    }

    [Fact]
    public async Task Vendor_ids_find_projects_companies_and_people()
    {
        var ids = await SaveAsync(Samples.Project(1), Samples.Project(2));
        var project = await FindAsync(ids[0]);

        var found = await VendorAccounts.ProjectIdsAsync(VendorAccountId, ["2", "1", "none"], default);

        found.ShouldBe(new Dictionary<string, long> { ["2"] = ids[1], ["1"] = ids[0] }, ignoreOrder: true);
        (await VendorAccounts.FindCompanyAsync(project.CompanyId!.Value, default))!.VendorId.ShouldBe("c1");
        (await VendorAccounts.FindPersonAsync(project.OwnerId!.Value, default))!.VendorId.ShouldBe("u1");
        (await VendorAccounts.FindCompanyAsync(999, default)).ShouldBeNull();
    }

    private static async Task<bool> TryCreateAsync(ApiKeyStore keys)
    {
        try
        {
            await keys.CreateAsync("excel", AccessRole.Reader, default);
            return true;
        }
        catch (ApiKeyException)
        {
            return false;
        }
    }
}

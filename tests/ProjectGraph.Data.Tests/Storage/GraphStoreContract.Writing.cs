using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_saved_project_comes_back_whole()
    {
        var id = (await SaveAsync(Samples.Project(4))).ShouldHaveSingleItem();

        var project = await FindAsync(id);
        project.Name.ShouldBe("Project 4");
        project.Vendor.ShouldBe(Vendor.Planhat);
        project.Status.ShouldBe(ProjectStatus.InProgress);
        project.DueDate.ShouldBe(new DateOnly(2026, 1, 5));
        project.CreatedAt.ShouldBe(new DateTimeOffset(2025, 5, 4, 3, 2, 1, TimeSpan.Zero));
        project.Mrr.ShouldBe(12.3456m);
        project.Archived.ShouldBeNull();
        project.SyncedAt.ShouldBe(Time.GetUtcNow());
        project.Document.ShouldBe("""{"id":"4"}""");
        project.VendorAccount!.Name.ShouldBe("Planhat");
        project.Company!.Name.ShouldBe("Company 4");
        project.Owner!.VendorId.ShouldBe("u4");
        project.Managers.Select(person => person.Name).ShouldBe(["Person 1"]);
        project.Assignees.Select(person => person.Name).ShouldBe(["Person 3", "Person 2"]);
        project.Tags.Select(tag => tag.Tag).ShouldBe(["zulu", "alpha"]);
        project.Contacts.Select(contact => contact.Contact).ShouldBe(["k4"]);
        project.CustomFields.ShouldHaveSingleItem().Value.ShouldBe("North");
        project.Planhat!.StartDateTime.ShouldBe(new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero));
        project.Planhat.Version.ShouldBe(3);
        project.Heatpunk.ShouldBeNull();
    }

    [Fact]
    public async Task Saving_the_same_again_writes_only_when_it_was_read()
    {
        var ids = await SaveAsync([.. Samples.Projects(20)]);
        var changes = Count("Changes");
        var tags = Rows("""SELECT "Id" FROM "ProjectTags" ORDER BY "Id" """);
        Time.Advance(TimeSpan.FromHours(1));

        (await SaveAsync([.. Samples.Projects(20)])).ShouldBe(ids);

        Changes(changes).ShouldBeEmpty();
        Rows("""SELECT "Id" FROM "ProjectTags" ORDER BY "Id" """).ShouldBe(tags);
        (await FindAsync(ids[0])).SyncedAt.ShouldBe(Time.GetUtcNow());
    }

    [Fact]
    public async Task Changed_parts_are_replaced_in_their_order()
    {
        await SaveAsync(Samples.Project(1));
        var changed = Samples.Project(1);
        changed.Tags.Reverse();
        changed.Tags.Add(new() { Tag = "alpha" });
        changed.Assignees.RemoveAt(0);
        changed.CustomFields[0].Value = null;
        changed.Planhat!.Version = 4;
        var before = Count("Changes");

        var id = (await SaveAsync(changed)).ShouldHaveSingleItem();

        var project = await FindAsync(id);
        project.Tags.Select(tag => tag.Tag).ShouldBe(["alpha", "zulu"]);
        project.Assignees.Select(person => person.VendorId).ShouldBe(["u2"]);
        project.CustomFields.ShouldHaveSingleItem().Value.ShouldBeNull();
        project.Planhat!.Version.ShouldBe(4);
        Changes(before).ShouldBe(["Project 2"]);
    }

    [Fact]
    public async Task Company_fields_that_a_project_lacks_are_not_erased()
    {
        await SaveAsync(Samples.Project(1));
        var second = Samples.Project(11);
        second.Company = new() { VendorId = "c1", Phone = "0123" };

        var id = (await SaveAsync(second)).ShouldHaveSingleItem();

        var company = (await FindAsync(id)).Company!;
        company.Name.ShouldBe("Company 1");
        company.Phone.ShouldBe("0123");
    }

    [Fact]
    public async Task A_write_only_field_keeps_its_value_when_the_vendor_omits_it()
    {
        var written = HeatpunkProject();
        written.Reference = "CRM-9";
        written.Heatpunk!.BuildDate = HeatpunkBuildDate.Post2006;
        HashSet<string> writeOnly = [nameof(Project.Reference), "Heatpunk.BuildDate"];
        var id = (await Writer.SaveAsync(VendorAccountId, [written], writeOnly, default)).ShouldHaveSingleItem();
        var shown = HeatpunkProject();
        shown.Number = null;

        await Writer.SaveAsync(VendorAccountId, [shown], writeOnly, default);

        var project = await FindAsync(id);
        project.Reference.ShouldBe("CRM-9");
        project.Heatpunk!.BuildDate.ShouldBe(HeatpunkBuildDate.Post2006);
        project.Number.ShouldBeNull();
    }

    [Fact]
    public async Task A_value_that_no_column_holds_is_refused_and_nothing_is_saved()
    {
        var large = Samples.Project(2);
        large.Arr = Money.Max + 1;

        var refused = await Should.ThrowAsync<StoreException>(() => SaveAsync(Samples.Project(1), large));

        refused.Code.ShouldBe(StoreException.UnstorableValue);
        refused.Message.ShouldContain("Project.Arr");
        Count("Projects").ShouldBe(0);
        Count("Changes").ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_vendor_account_is_refused() =>
        (
            await Should.ThrowAsync<StoreException>(() => Writer.SaveAsync(999, [Samples.Project(1)], Samples.Nothing, default))
        ).Code.ShouldBe(StoreException.RowDeleted);

    [Fact]
    public async Task A_deleted_project_is_removed_with_its_parts()
    {
        var ids = await SaveAsync(Samples.Project(1), Samples.Project(2));
        await Writer.DeleteAsync(ids[0], default);

        (await VendorAccounts.FindProjectAsync(ids[0], default)).ShouldBeNull();
        foreach (var table in (string[])["ProjectTags", "ProjectContacts", "ProjectMembers", "ProjectCustomFields", "PlanhatProjects"])
            Rows($"SELECT count(*) FROM \"{table}\" WHERE \"ProjectId\" = {ids[0]}").ShouldBe(["0"], table);
        Search("mill").ShouldBe([ids[1]]);
        Changes()[^1].ShouldBe("Project 3");
    }

    [Fact]
    public async Task The_id_of_a_deleted_project_is_not_reused()
    {
        var first = (await SaveAsync(Samples.Project(1))).ShouldHaveSingleItem();
        await Writer.DeleteAsync(first, default);
        (await SaveAsync(Samples.Project(1))).ShouldHaveSingleItem().ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Search_follows_the_project_its_tags_and_the_name_of_its_company()
    {
        var ids = await SaveAsync(Samples.Project(1), Samples.Project(11), Samples.Project(2));
        var renamed = Samples.Project(1, "Greenhouse");
        renamed.Company!.Name = "Umbrella";
        renamed.Tags[0].Tag = "yankee";

        await SaveAsync(renamed);

        Search("greenhou").ShouldBe([ids[0]]);
        Search("yankee").ShouldBe([ids[0]]);
        Search("umbrella").ShouldBe([ids[0], ids[1]]);
        Search("zulu").ShouldBe([ids[1], ids[2]]);
    }

    [Fact]
    public async Task Invalid_text_is_read_back_the_same_every_time()
    {
        var odd = Samples.Project(1, "nul \0 and half a pair \ud83d");
        var id = (await SaveAsync(odd)).ShouldHaveSingleItem();
        var before = Count("Changes");

        await SaveAsync(odd);

        Changes(before).ShouldBeEmpty();
        (await FindAsync(id)).Name.ShouldBe("nul \ufffd and half a pair \ufffd");
    }

    [Fact]
    public async Task Positions_of_the_change_log_have_no_gaps()
    {
        await SaveAsync(Samples.Project(1));
        var large = Samples.Project(3);
        large.Nrr = decimal.MinValue;
        await Should.ThrowAsync<StoreException>(() => SaveAsync(Samples.Project(2), large));
        await SaveAsync(Samples.Project(2));

        Rows("""SELECT max("Position") - count(*) FROM "Changes" """).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Readers_are_notified_of_a_change_after_its_commit()
    {
        var seen = new List<long>();
        Store.DataChanged += () => seen.Add(Count("Projects"));
        await SaveAsync(Samples.Project(1));
        await SaveAsync(Samples.Project(2), Samples.Project(3));
        seen.ShouldBe([1, 3]);
    }

    /// <summary>Returns the ids of the projects whose full-text entry contains a lower-case word.</summary>
    private protected abstract List<long> Search(string part);

    private static Project HeatpunkProject()
    {
        var project = Samples.Project(1);
        project.Vendor = Vendor.Heatpunk;
        project.Planhat = null;
        project.Heatpunk = new() { Postcode = "AB1 2CD", Lat = 51.5 };
        return project;
    }
}

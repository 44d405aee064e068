using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    private static readonly EntityModel Projects = GraphModel.Instance.Projects;

    private ChangeHistory History => new(Store);

    [Fact]
    public async Task The_version_of_a_project_is_the_position_of_its_last_change()
    {
        var id = (await SaveAsync(Samples.Project(1))).ShouldHaveSingleItem();
        (await SaveAsync(Samples.Project(2))).ShouldHaveSingleItem();
        Version(id).ShouldBe(LastChange(id));
        var first = Version(id);

        await SaveAsync(Samples.Project(1));
        Version(id).ShouldBe(first);

        var changed = Samples.Project(1);
        changed.Tags.Add(new() { Tag = "another" });
        await SaveAsync(changed);
        Version(id).ShouldBe(LastChange(id));
        Version(id).ShouldNotBe(first);
    }

    [Fact]
    public async Task The_feed_contains_each_entity_once_with_its_last_change()
    {
        var ids = await SaveAsync(Samples.Project(1), Samples.Project(2), Samples.Project(3));
        var start = await History.HeadAsync(default);
        await SaveAsync(Samples.Project(1, "once"));
        await SaveAsync(Samples.Project(2, "changed and gone"));
        await SaveAsync(Samples.Project(1, "twice"));
        await Writer.DeleteAsync(ids[1], default);

        var page = (await History.ReadAsync(Projects, start, null, 10, counts: true, default)).ShouldNotBeNull();

        page.Changes.Select(change => (change.EntityId, change.IsDeleted)).ShouldBe([(ids[0], false), (ids[1], true)]);
        page.Total.ShouldBe(2);
        page.HasNext.ShouldBeFalse();
        (await History.ReadAsync(Projects, page.Head, null, 10, false, default)).ShouldNotBeNull().Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_change_feed_is_read_in_pages_up_to_its_starting_state()
    {
        var ids = await SaveAsync([.. Enumerable.Range(1, 5).Select(number => Samples.Project(number))]);
        var first = (await History.ReadAsync(Projects, 0, null, 2, false, default)).ShouldNotBeNull();
        await SaveAsync(Samples.Project(5, "meanwhile"));

        var seen = first.Changes.ToList();
        for (var page = first; page.HasNext; seen.AddRange(page.Changes))
            page = (await History.ReadAsync(Projects, seen[^1].Position, first.Head, 2, false, default)).ShouldNotBeNull();

        seen.Select(change => change.EntityId).ShouldBe(ids);
        (await History.ReadAsync(Projects, first.Head, null, 2, false, default))
            .ShouldNotBeNull()
            .Changes.ShouldHaveSingleItem()
            .EntityId.ShouldBe(ids[4]);
    }

    [Fact]
    public async Task A_pruned_position_cannot_be_resumed_from()
    {
        await SaveAsync(Samples.Project(1));
        var early = await History.HeadAsync(default);
        Time.Advance(TimeSpan.FromDays(10));
        await SaveAsync(Samples.Project(1, "later"), Samples.Project(2));
        var late = await History.HeadAsync(default);

        (await History.PruneAsync(Time.GetUtcNow() - TimeSpan.FromDays(1), default)).ShouldBe(early);
        (await History.ReadAsync(Projects, early, null, 10, false, default)).ShouldNotBeNull().Changes.Count.ShouldBe(2);
        (await History.ReadAsync(Projects, early - 1, null, 10, false, default)).ShouldBeNull();

        await History.PruneAsync(Time.GetUtcNow() + TimeSpan.FromDays(1), default);
        (await History.HeadAsync(default)).ShouldBe(late);
        (await History.ReadAsync(Projects, early, null, 10, false, default)).ShouldBeNull();
        (await History.ReadAsync(Projects, late, null, 10, false, default)).ShouldNotBeNull().Changes.ShouldBeEmpty();
        (await History.ReadAsync(Projects, late + 1, null, 10, false, default)).ShouldBeNull();
    }

    private long Version(long id) => long.Parse(Rows($"SELECT Version FROM Projects WHERE Id = {id}").ShouldHaveSingleItem(), null);

    private long LastChange(long id) =>
        long.Parse(Rows($"SELECT max(Position) FROM Changes WHERE Entity = 'Project' AND EntityId = {id}").ShouldHaveSingleItem(), null);
}

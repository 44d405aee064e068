using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Server.ODataApi.Planning;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Tests the changes of a set since a delta link.</summary>
public sealed class DeltaTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    [Clause("A-12")]
    public async Task A_delta_link_tells_what_came_what_changed_and_what_went()
    {
        var start = await StartAsync("/Projects?$select=Id,Name");
        start.Preferences.ShouldBe(["track-changes"]);
        (await Follow(start.Link)).Value.ShouldBeEmpty();

        var ids = await server.SaveAsync(project => project.Name = "Changed", 11);
        var created = await server.SaveAsync(project => project.VendorId = "new by delta", 12);
        var deleted = await server.SaveAsync(project => project.VendorId = "gone by delta", 13);
        await server.Writer.DeleteAsync(deleted[0], CancellationToken.None);

        var delta = await Follow(start.Link);
        delta.Context.ShouldBe(server.Root + "$metadata#Projects(Id,Name)/$delta");
        delta.Value.Select(item => item.GetProperty("Id").GetInt64()).ShouldBe([ids[0], created[0], deleted[0]]);
        delta.Value[0].GetProperty("Name").GetString().ShouldBe("Changed");
        delta.Value[2].GetProperty("@removed").GetProperty("reason").GetString().ShouldBe("deleted");
        delta.Value[2].GetProperty("@odata.id").GetString().ShouldBe($"{server.Root}Projects({deleted[0]})");
        (await Follow(delta.Link)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_leaves_the_filter_is_removed_and_what_comes_into_it_is_there()
    {
        var start = await StartAsync("/Projects?$filter=Name eq 'Within'&$select=Name");
        var ids = await server.SaveAsync(project => project.Name = "Within", 21);
        var there = await Follow(start.Link);
        there.Value.ShouldHaveSingleItem().GetProperty("@odata.id").GetString().ShouldBe($"{server.Root}Projects({ids[0]})");
        await server.SaveAsync(project => project.Name = "Without", 21);
        var gone = (await Follow(there.Link)).Value.ShouldHaveSingleItem();
        gone.GetProperty("@removed").GetProperty("reason").GetString().ShouldBe("changed");
        gone.GetProperty("Id").GetInt64().ShouldBe(ids[0]);
    }

    [Fact]
    public async Task A_client_of_the_older_version_gets_deleted_entities_in_its_own_words()
    {
        var start = await StartAsync("/Projects?$select=Id", ("OData-MaxVersion", "4.0"), ("Prefer", "odata.track-changes"));
        start.Preferences.ShouldBe(["odata.track-changes"]);
        var ids = await server.SaveAsync(project => project.VendorId = "old and gone", 31);
        await server.Writer.DeleteAsync(ids[0], CancellationToken.None);
        var removed = (await Follow(start.Link, ("OData-MaxVersion", "4.0"))).Value.Single(item => item.TryGetProperty("reason", out _));
        removed.GetProperty("@odata.context").GetString().ShouldBe(server.Root + "$metadata#Projects/$deletedEntity");
        removed.GetProperty("id").GetString().ShouldBe($"{server.Root}Projects({ids[0]})");
        removed.GetProperty("reason").GetString().ShouldBe("deleted");
    }

    [Fact]
    public async Task Changes_come_in_pages_and_are_counted()
    {
        var start = await StartAsync("/Projects?$select=Id&$count=true");
        var ids = await server.SaveAsync(project => project.Name = "Paged", 41, 42, 43, 44, 45);
        using var count = await server.SendAsync(start.Link.Replace("/Projects?", "/Projects/$count?", StringComparison.Ordinal));
        (await count.Content.ReadAsStringAsync()).ShouldBe("5");

        var pages = new List<Delta> { await Follow(start.Link, ("Prefer", "maxpagesize=2")) };
        pages[0].Count.ShouldBe(5);
        while (!pages[^1].IsLast)
            pages.Add(await Follow(pages[^1].Link));
        pages.Count.ShouldBe(3);
        pages.SelectMany(page => page.Value).Select(item => item.GetProperty("Id").GetInt64()).ShouldBe(ids);
    }

    [Fact]
    public async Task Tracking_begins_with_the_first_page_of_a_walk()
    {
        var first = await server.GetAsync("/Projects?$select=Id", ("Prefer", "track-changes,maxpagesize=50"));
        var ids = await server.SaveAsync(project => project.Name = "Meanwhile", 1);
        var page = first;
        while (page.TryGetProperty("@odata.nextLink", out var next))
            page = await server.GetAsync(next.GetString()!);
        var delta = await Follow(page.GetProperty("@odata.deltaLink").GetString()!);
        delta.Value.Select(item => item.GetProperty("Id").GetInt64()).ShouldContain(ids[0]);
    }

    [Theory]
    [InlineData("/Companies", "Company")]
    [InlineData("/People", "Person")]
    public async Task Other_sets_with_changes_are_tracked_too(string set, string name)
    {
        var start = await StartAsync(set);
        await server.SaveAsync(
            project =>
            {
                project.VendorId = $"delta of {name}";
                project.Company = new() { VendorId = $"delta {name}", Name = name };
                project.Owner = new() { VendorId = $"delta {name}", Name = name };
            },
            51
        );
        (await Follow(start.Link)).Value.ShouldHaveSingleItem().GetProperty("Name").GetString().ShouldBe(name);
    }

    [Theory]
    [InlineData("/VendorAccounts")]
    [InlineData("/ProjectTags")]
    [InlineData("/Projects?$expand=Company")]
    [InlineData("/Projects?$top=5")]
    [InlineData("/Projects?$apply=groupby((Vendor))")]
    public async Task A_preference_that_can_not_be_followed_is_not_applied(string url)
    {
        using var response = await server.SendAsync(url, ("Prefer", "track-changes"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("deltaLink");
    }

    [Theory]
    [InlineData("/VendorAccounts?$deltatoken=x", 501)]
    [InlineData("/Projects?$expand=Company&$deltatoken=x", 501)]
    [InlineData("/Projects?$deltatoken=x", 400)]
    [InlineData("/Projects?$deltatoken=", 400)]
    [InlineData("/Projects(1)?$deltatoken=x", 400)]
    [InlineData("/Projects?$id=Projects(1)", 400)]
    public async Task A_token_that_is_none_of_the_sets_is_refused(string url, int status) =>
        ((int)(await server.SendAsync(url)).StatusCode).ShouldBe(status);

    [Fact]
    public async Task A_token_belongs_to_its_question()
    {
        var link = (await StartAsync("/Projects?$select=Id")).Link;
        using var other = await server.SendAsync(link.Replace("$select=Id", "$select=Name", StringComparison.Ordinal));
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void A_token_is_understood_after_a_restart()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:ProjectGraph", "Data Source=a.db")])
            .Build();
        var text = new DeltaTokens(new(configuration, server.Store)).Write(new(10, 20, null), "Projects?");
        new DeltaTokens(new(configuration, server.Store)).Read(text, "Projects?").ShouldBe(new(10, 20, null));
        Should.Throw<ApiException>(() => new SkipTokens(new(configuration, server.Store)).Read(text, "Projects?"));
    }

    [Fact]
    public async Task Nothing_is_lost_or_told_without_need_while_others_write()
    {
        var link = (await StartAsync("/Projects?$filter=startswith(Name,'Busy')&$select=Id,Name")).Link;
        var seen = new Dictionary<long, string?>();
        var writing = Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(async writer =>
                {
                    for (var round = 0; round < 15; round++)
                        await server.SaveAsync(
                            project => project.Name = (round + writer) % 4 == 3 ? "Idle" : $"Busy {round}",
                            61 + writer,
                            71 + (round % 3)
                        );
                })
        );
        for (var quiet = false; !quiet; )
        {
            quiet = writing.IsCompleted;
            var delta = await Follow(link, ("Prefer", "maxpagesize=2"));
            for (; ; delta = await Follow(delta.Link))
            {
                delta.Value.Select(Id).ShouldBeUnique();
                foreach (var item in delta.Value)
                    seen[Id(item)] = item.TryGetProperty("@removed", out _) ? null : item.GetProperty("Name").GetString();
                link = delta.Link;
                if (delta.IsLast)
                    break;
            }
        }
        var now = (await server.GetAsync("/Projects?$filter=startswith(Name,'Busy')&$select=Id,Name"))
            .GetProperty("value")
            .EnumerateArray()
            .ToDictionary(Id, item => item.GetProperty("Name").GetString());
        seen.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key).ShouldBe(now.OrderBy(pair => pair.Key)!);

        static long Id(JsonElement item) => item.GetProperty("Id").GetInt64();
    }

    private async Task<(string Link, string[] Preferences)> StartAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await server.SendAsync(
            url,
            [.. headers, .. headers.Any(header => header.Name == "Prefer") ? [] : new[] { ("Prefer", "track-changes") }]
        );
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return (
            JsonElement.Parse(text).GetProperty("@odata.deltaLink").GetString()!,
            [.. response.Headers.GetValues("Preference-Applied")]
        );
    }

    private async Task<Delta> Follow(string link, params (string Name, string Value)[] headers)
    {
        var answer = await server.GetAsync(link, headers);
        var isLast = answer.TryGetProperty("@odata.deltaLink", out var next);
        if (!isLast)
            next = answer.GetProperty("@odata.nextLink");
        return new(
            answer.GetProperty("@odata.context").GetString()!,
            [.. answer.GetProperty("value").EnumerateArray()],
            next.GetString()!,
            isLast,
            answer.TryGetProperty("@odata.count", out var count) ? count.GetInt64() : null
        );
    }

    private sealed record Delta(string Context, JsonElement[] Value, string Link, bool IsLast, long? Count);
}

/// <summary>Tests an expired delta link. It has its own server, because it prunes the change log.</summary>
public sealed class DeltaExpiryTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    [Produces(nameof(ErrorCodes.DeltaExpired))]
    public async Task A_link_from_before_the_log_was_pruned_is_gone()
    {
        var link = (await server.GetAsync("/Projects?$select=Id", ("Prefer", "track-changes")))
            .GetProperty("@odata.deltaLink")
            .GetString()!;
        await server.SaveAsync(project => project.Name = "One", 1);
        await server.SaveAsync(project => project.Name = "Two", 1);
        await server.Changes.PruneAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None);
        using var response = await server.SendAsync(link);
        response.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("DELTA_EXPIRED");
        error.GetProperty("target").GetString().ShouldBe("$deltatoken");
    }
}

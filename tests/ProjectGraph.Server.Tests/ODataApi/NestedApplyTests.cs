using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary><c>$apply</c> within <c>$expand</c> gives each entity the rows that the same gives of its own collection.</summary>
public sealed class NestedApplyTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("Companies", "Projects", "aggregate($count as N)")]
    [InlineData(
        "Companies",
        "Projects",
        "aggregate(Mrr with sum as Sum,Mrr with min as Least,Mrr with average as Mean,Status with countdistinct as States)"
    )]
    [InlineData("Companies", "Projects", "filter(Mrr gt 50)/aggregate($count as N,Mrr with max as Most)")]
    [InlineData("Companies", "Projects", "groupby((Status))")]
    [InlineData("Companies", "Projects", "groupby((Status,Archived),aggregate($count as N,Mrr with average as A))")]
    [InlineData("Companies", "Projects", "groupby((Status),aggregate($count as N))/filter(N gt 3)/orderby(N desc)")]
    [InlineData("Companies", "Projects", "groupby((Owner/Name),aggregate($count as N))")]
    [InlineData("Companies", "Projects", "groupby((Tags/Tag),aggregate($count as N))")]
    [InlineData("Companies", "Projects", "compute(year(CreatedAt) as Y)/groupby((Y),aggregate(Mrr with sum as S))")]
    [InlineData("Companies", "Projects", "search(Project)/groupby((Status),aggregate($count as N))")]
    [InlineData("Companies", "Projects", "groupby((Status),filter(Mrr gt 50)/aggregate($count as N))")]
    [InlineData("Companies", "Projects", "aggregate(Tags/$count as T)")]
    [InlineData("Companies", "Projects", "filter(Id gt 100)/orderby(Id desc)")]
    [InlineData("Companies", "Projects", "identity")]
    [InlineData("People", "ManagedProjects", "groupby((Status),aggregate($count as N))")]
    [InlineData("People", "OwnedProjects", "groupby((Company/Name),aggregate($count as N))/orderby(N desc)")]
    [InlineData("People", "ManagedProjects", "aggregate($count as N,Mrr with sum as S)")]
    [InlineData("Projects", "Tags", "aggregate($count as N,Tag with max as Last)")]
    [InlineData("Projects", "Tags", "groupby((Tag),aggregate($count as N))")]
    public async Task Each_entity_has_what_its_own_collection_has(string set, string navigation, string apply)
    {
        var all = (await server.GetAsync($"/{set}?$select=Id&$expand={navigation}($apply={apply})"))
            .GetProperty("value")
            .EnumerateArray()
            .ToArray();
        all.Length.ShouldBeGreaterThan(0);
        foreach (var entity in all)
        {
            var own = await server.GetAsync($"/{set}({entity.GetProperty("Id")})/{navigation}?$apply={apply}");
            Rows(entity.GetProperty(navigation)).ShouldBe(Rows(own.GetProperty("value")), $"{set}({entity.GetProperty("Id")})");
        }
    }

    [Fact]
    public async Task Groups_are_filtered_ordered_limited_counted_and_selected()
    {
        var company = (
            await server.GetAsync(
                "/Companies?$filter=Name eq 'Company 1'&$select=Name&$expand=Projects($apply=groupby((Status),aggregate($count as N));$filter=N gt 2;$orderby=Status desc;$top=2;$count=true;$select=Status)"
            )
        ).GetProperty("value")[0];
        company.GetProperty("Projects").GetRawText().ShouldBe("""[{"Status":"CANCELLED"},{"Status":"COMPLETED"}]""");
        company.GetProperty("Projects@odata.count").GetInt32().ShouldBe(5);
        company.TryGetProperty("Projects@odata.nextLink", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_one_group_of_an_entity_without_related_rows_counts_none()
    {
        var project = await server.GetAsync("/Projects(4)?$select=Id&$expand=Tags($apply=aggregate($count as N,Tag with max as Last))");
        project.GetProperty("Tags").GetRawText().ShouldBe("""[{"N":0,"Last":null}]""");
        (await server.GetAsync("/Projects(4)?$select=Id&$expand=Tags($apply=groupby((Tag)))"))
            .GetProperty("Tags")
            .GetArrayLength()
            .ShouldBe(0);
        (await server.GetAsync("/Projects(4)?$select=Id&$expand=Tags($apply=aggregate($count as N);$top=0)"))
            .GetProperty("Tags")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task Transformations_that_keep_entities_take_all_further_options()
    {
        var company = (
            await server.GetAsync(
                "/Companies?$filter=Name eq 'Company 1'&$select=Name&$expand=Projects($apply=filter(Id gt 10)/compute(Mrr mul 2 as Twice)/orderby(Id desc);$filter=Twice gt 2;$top=2;$skip=1;$count=true;$select=Id,Twice;$expand=Tags($apply=aggregate($count as N)))"
            )
        ).GetProperty("value")[0];
        company.GetProperty("Projects").EnumerateArray().Select(project => project.GetProperty("Id").GetInt32()).ShouldBe([106, 99]);
        company.GetProperty("Projects")[1].GetProperty("Tags")[0].GetProperty("N").GetInt32().ShouldBe(3);
        company.GetProperty("Projects")[1].GetProperty("Twice").GetDecimal().ShouldBe(198.5m);
    }

    [Fact]
    public async Task More_groups_than_a_page_resume_at_the_entity_itself()
    {
        var person = (
            await server.GetAsync("/People?$filter=Name eq 'Person 1'&$select=Id&$expand=ManagedProjects($apply=groupby((Id));$top=2)")
        ).GetProperty("value")[0];
        person.GetProperty("ManagedProjects").GetRawText().ShouldBe("""[{"Id":1},{"Id":2}]""");
    }

    [Fact]
    public async Task The_context_names_the_properties_of_the_groups() =>
        (await server.GetAsync("/Companies?$select=Name&$expand=Projects($apply=groupby((Status,Owner/Name),aggregate($count as N)))"))
            .GetProperty("@odata.context")
            .GetString()!
            .ShouldEndWith("#Companies(Name,Projects(Status,N,Owner(Name)))");

    [Theory]
    [InlineData("Tags($apply=topcount(1,Id))", 501)]
    [InlineData("Tags($apply=skip(1))", 501)]
    [InlineData("Tags($apply=top(1))", 501)]
    [InlineData("Tags($apply=groupby((Tag),topcount(1,Id)))", 501)]
    [InlineData("Tags($apply=concat(identity,top(1)))", 501)]
    [InlineData("Tags($apply=concat(aggregate($count as N),groupby((Tag))))", 501)]
    [InlineData("Tags($apply=groupby((Tag),aggregate($count as N))/compute(N mul 2 as M))", 501)]
    [InlineData("Tags($apply=groupby((Tag),aggregate($count as N))/groupby((N)))", 501)]
    [InlineData("Tags($apply=groupby((rollup($all,Tag))))", 501)]
    [InlineData("Tags($apply=aggregate($count as N)/filter(N gt 1))", 501)]
    [InlineData("Tags($apply=aggregate($count as N);$filter=N gt 1)", 501)]
    [InlineData("Tags($apply=groupby((Tag));$skip=1)", 501)]
    [InlineData("Tags($apply=groupby((Tag));$compute=1 as One)", 501)]
    [InlineData("Tags($apply=groupby((Tag));$search=a)", 501)]
    [InlineData("Tags/$count($apply=groupby((Tag)))", 501)]
    [InlineData("Managers/$ref($apply=groupby((Name)))", 501)]
    [InlineData("Managers($apply=groupby((Name));$expand=ManagedProjects)", 501)]
    [InlineData("Tags($apply=filter($it/Id eq 1))", 501)]
    [InlineData("Tags($apply=groupby((Tag))/filter($it/Tag eq 'a'))", 501)]
    [InlineData("Company($apply=aggregate($count as N))", 400)]
    [InlineData("Tags($apply=groupby((Nope)))", 400)]
    [InlineData("Tags($apply=groupby((Tag));$select=Id)", 400)]
    [InlineData("Tags($apply=groupby((Tag));$orderby=Id)", 400)]
    [InlineData("Tags($apply=)", 400)]
    public async Task A_transformation_across_entities_is_refused(string expand, int status)
    {
        using var response = await server.SendAsync("/Projects?$expand=" + expand);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
    }

    private static string[] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetRawText())];
}

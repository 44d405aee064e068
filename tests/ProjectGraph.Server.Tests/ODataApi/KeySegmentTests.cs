using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using ProjectGraph.Server.ODataApi.Reading;
using ODataPath = ProjectGraph.Server.ODataApi.Reading.ODataPath;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Keys as segments of the path (URL conventions, section 4.3.6) beside keys in parentheses.</summary>
public sealed class KeySegmentTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Theory]
    [InlineData("/Projects/1", "/Projects(1)")]
    [InlineData("/Projects/1/", "/Projects(1)")]
    [InlineData("/projectgraph/../Projects/1", "/Projects(1)")]
    [InlineData("/Projects/1?$select=Name&$expand=Company,Tags", "/Projects(1)?$select=Name&$expand=Company,Tags")]
    [InlineData("/Projects/1/Company", "/Projects(1)/Company")]
    [InlineData("/Projects/7/Company", "/Projects(7)/Company")]
    [InlineData("/Projects/1/Name", "/Projects(1)/Name")]
    [InlineData("/Projects/1/Name/$value", "/Projects(1)/Name/$value")]
    [InlineData("/Projects/3/Tags", "/Projects(3)/Tags")]
    [InlineData("/Projects/3/Tags/$count", "/Projects(3)/Tags/$count")]
    [InlineData("/Projects/3/Tags?$filter=Tag ne 'tag0'&$count=true", "/Projects(3)/Tags?$filter=Tag ne 'tag0'&$count=true")]
    [InlineData("/Projects/3/Company/Projects/10/Owner/Name", "/Projects(3)/Company/Projects(10)/Owner/Name")]
    [InlineData("/Companies/1/Projects/1", "/Companies(1)/Projects(1)")]
    [InlineData("/Companies(1)/Projects/1", "/Companies(1)/Projects(1)")]
    [InlineData("/Companies/1/Projects(1)", "/Companies(1)/Projects(1)")]
    [InlineData("/Companies/1/Projects(Id=1)/Name", "/Companies(1)/Projects(1)/Name")]
    [InlineData("/Projects/ProjectGraph.Project/1", "/Projects/ProjectGraph.Project(1)")]
    [InlineData("/Projects/1/ProjectGraph.Project", "/Projects(1)/ProjectGraph.Project")]
    [InlineData("/Projects/1/$ref", "/Projects(1)/$ref")]
    [InlineData("/Projects/1/Company/$ref", "/Projects(1)/Company/$ref")]
    [InlineData("/Projects/1/Managers/$ref", "/Projects(1)/Managers/$ref")]
    [InlineData("/$entity?$id=Projects/1", "/$entity?$id=Projects(1)")]
    [InlineData("/$entity?$id=http://host/odata/Projects/1&$select=Name", "/$entity?$id=Projects(1)&$select=Name")]
    [InlineData("/Projects/999", "/Projects(999)")]
    [InlineData("/Projects/-1", "/Projects(-1)")]
    [InlineData("/Companies/1/Projects/2", "/Companies(1)/Projects(2)")]
    [InlineData(
        "/Projects?$filter=Mrr gt $root/Projects/100/Mrr&$select=Id",
        "/Projects?$filter=Mrr gt $root/Projects(100)/Mrr&$select=Id"
    )]
    [InlineData("/Projects?$filter=Name eq $root/Projects/100/Name&$select=Id", "/Projects?$filter=Id eq 100&$select=Id")]
    [InlineData("/PlanhatProjects/1", "/PlanhatProjects(1)")]
    [Clause("M-11")]
    public async Task A_key_reads_the_same_in_both_forms(string segments, string parentheses) =>
        (await ReadAsync(segments)).ShouldBe(await ReadAsync(parentheses));

    [Theory]
    [InlineData("/Projects/1", "#Projects/$entity", "Projects(1)")]
    [InlineData("/Companies/1/Projects/1", "#Projects/$entity", "Projects(1)")]
    public async Task Ids_and_links_have_their_key_in_parentheses(string path, string context, string id)
    {
        var entity = await server.GetAsync(path, ("Accept", "application/json;odata.metadata=full"));
        entity.GetProperty("@odata.context").GetString()!.ShouldEndWith(context);
        entity.GetProperty("@odata.id").GetString()!.ShouldEndWith("/odata/" + id);
        entity.GetProperty("@odata.editLink").GetString()!.ShouldEndWith("/odata/" + id);
        entity.GetProperty("Tags@odata.navigationLink").GetString()!.ShouldEndWith($"/odata/{id}/Tags");
    }

    [Theory]
    [InlineData("/Projects/1/Name", "#Projects(1)/Name")]
    [InlineData("/Projects(@k)/Name?@k=1", "#Projects(1)/Name")]
    [InlineData("/Companies/1/Projects(Id=1)/Owner/Name", "#Companies(1)/Projects(1)/Owner/Name")]
    [InlineData("/Projects/$filter(Id lt 5)/1/Name", "#Projects(1)/Name")]
    public async Task The_context_of_a_property_is_its_canonical_path(string path, string context) =>
        (await server.GetAsync(path)).GetProperty("@odata.context").GetString()!.ShouldEndWith("$metadata" + context);

    [Theory]
    [InlineData(
        "/Projects/Nope",
        404,
        "'Nope' is neither a key nor an operation of Projects. A key is a whole number, as in Projects/1 or Projects(1)."
    )]
    [InlineData("/Projects/Name", 404, "'Name' is neither a key nor an operation of Projects")]
    [InlineData("/Projects/1.5", 404, "'1.5' is neither a key")]
    [InlineData("/Projects/'1'", 404, "''1'' is neither a key")]
    [InlineData("/Projects/@k?@k=1", 404, "'@k' is neither a key")]
    [InlineData("/Projects/1%2FName", 404, "is neither a key")]
    [InlineData("/Projects/%31%252FName", 404, "is neither a key")]
    [InlineData(
        "/Projects/99999999999999999999",
        400,
        "'99999999999999999999' is not a key of Projects. A key is a whole number of at most 64 bits, as in Projects(1) or Projects/1."
    )]
    [InlineData("/Projects(x)", 400, "'x' is not a key of Projects")]
    [InlineData(
        "/Projects/1/Tags/first",
        404,
        "'first' is neither a key nor an operation of ProjectTags. A key is a whole number, as in ProjectTags/1"
    )]
    [InlineData("/Projects/1/2", 404, "")]
    [InlineData("/Projects(1)/2", 404, "")]
    [InlineData("/Projects/1(2)", 404, "'1(2)' is neither a key")]
    [InlineData("/Projects/1/Company/2", 404, "")]
    [InlineData("/Projects/$batch", 404, "The path segment '$batch' was not found.")]
    [InlineData("/Projects/1/$batch", 404, "The path segment '$batch' was not found.")]
    [InlineData("/Projects/$metadata", 404, "The path segment '$metadata' was not found.")]
    [InlineData("/Projects/$1", 404, "The path segment '$1' was not found.")]
    [InlineData("/Nope/1", 404, "The path segment 'Nope' was not found.")]
    [InlineData("/1", 404, "")]
    public async Task A_segment_that_is_not_a_key_is_refused_by_its_name(string path, int status, string message)
    {
        using var response = await server.SendAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        JsonElement.Parse(body).GetProperty("error").GetProperty("message").GetString()!.ShouldContain(message);
    }

    [Theory]
    [InlineData("/Projects/ArchiveProject")]
    [InlineData("/Projects/ProjectGraph.ArchiveProject")]
    [InlineData("/Projects/ProjectGraph.Nope")]
    [InlineData("/Projects/CreateProject")]
    public async Task The_name_of_an_operation_goes_before_a_key(string path)
    {
        using var response = await server.Client.PostAsync("/odata" + path, new StringContent("{}", Encoding.UTF8, "application/json"));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound, body);
        body.ShouldNotContain("neither a key");
    }

    [Theory]
    [InlineData("/Projects/1", "GET, HEAD, PATCH, PUT, DELETE, OPTIONS")]
    [InlineData("/Projects/1/ArchiveProject", "POST, OPTIONS")]
    [InlineData("/Projects/1/Name", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")]
    [InlineData("/Projects/1/Tags/2", "GET, HEAD, DELETE, OPTIONS")]
    [InlineData("/Projects/1/Assignees/3/$ref", "GET, HEAD, DELETE, OPTIONS")]
    [InlineData("/Companies/1", "GET, HEAD, OPTIONS")]
    public async Task The_same_methods_are_allowed(string path, string allowed)
    {
        using var response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/odata" + path));
        string.Join(", ", response.Content.Headers.Allow).ShouldBe(allowed);
    }

    [Fact]
    public async Task A_path_may_have_a_key_after_each_of_its_segments_and_not_more()
    {
        (await server.GetAsync("/Projects/3" + Repeated("/Company/Projects/3", 5) + "/Name"))
            .GetProperty("value")
            .GetString()
            .ShouldBe("Project 003");
        (await ReadAsync("/Projects/3" + Repeated("/Company/Projects/3", 6))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync("/Projects(3)" + Repeated("/Company/Projects(3)", 6))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync("/Projects/1" + Repeated("/1", 500))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_walk_by_next_links_begins_and_ends_with_keys_as_segments()
    {
        var seen = new List<string>();
        for (var next = "/Companies/1/Projects?$select=Id"; next is not null; )
        {
            var page = await server.GetAsync(next, ("Prefer", "maxpagesize=5"));
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("Id").ToString()));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }
        seen.ShouldBe(await server.ColumnAsync("/Companies(1)/Projects", "Id"));
    }

    [Fact]
    public async Task Changes_are_tracked_below_a_key_as_a_segment()
    {
        var first = await server.GetAsync("/Companies/1/Projects?$select=Name", ("Prefer", "track-changes"));
        await server.SaveAsync(project => project.Name = "Renamed for its company", 8);
        var delta = await server.GetAsync(first.GetProperty("@odata.deltaLink").GetString()!);
        var changed = delta.GetProperty("value").EnumerateArray().Single(row => !row.TryGetProperty("@removed", out _));
        changed.GetProperty("Name").GetString().ShouldBe("Renamed for its company");
        await server.SaveAsync(_ => { }, 8);
    }

    [Fact]
    public async Task The_parts_of_a_batch_and_their_references_take_keys_as_segments()
    {
        const string body =
            """{"requests":[{"id":"a","method":"GET","url":"Projects/1?$select=Name"},{"id":"b","method":"GET","url":"$a/Company?$select=Name"},{"id":"c","method":"GET","url":"/odata/Projects/3/Tags/$count"}]}""";
        using var response = await server.Client.PostAsync("/odata/$batch", new StringContent(body, Encoding.UTF8, "application/json"));
        var answers = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("responses").EnumerateArray().ToArray();
        answers[0].GetProperty("body").GetProperty("Name").GetString().ShouldBe("Project 001");
        answers[1].GetProperty("body").GetProperty("Name").GetString().ShouldBe("Company 1");
        answers[2].GetProperty("body").GetString().ShouldBe("3");
    }

    [Theory]
    [InlineData("$batch")]
    [InlineData("/odata//$batch")]
    [InlineData("Projects/../$batch")]
    [InlineData("Projects/$batch")]
    [InlineData("Projects/1/$batch")]
    [InlineData("1/$batch")]
    [InlineData("$batch/1")]
    [InlineData("Projects/1/../../$batch")]
    public async Task No_spelling_with_a_key_leads_to_a_batch_within_a_batch(string url)
    {
        var inner = new
        {
            requests = new[]
            {
                new
                {
                    id = "x",
                    method = "GET",
                    url = "Projects/1",
                },
            },
        };
        var body = JsonSerializer.Serialize(
            new
            {
                requests = new[]
                {
                    new
                    {
                        id = "1",
                        method = "POST",
                        url,
                        body = inner,
                    },
                },
            }
        );
        using var response = await server.Client.PostAsync("/odata/$batch", new StringContent(body, Encoding.UTF8, "application/json"));
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("responses")[0];
        answer.GetProperty("status").GetInt32().ShouldBeOneOf(400, 404, 405);
        answer.GetRawText().ShouldNotContain("Project 001");
    }

    [Theory]
    [InlineData("PATCH", "/Projects/1", "{}")]
    [InlineData("DELETE", "/Projects/1", null)]
    [InlineData("PUT", "/Projects/1/Name", """{"value":"x"}""")]
    [InlineData("DELETE", "/Projects/1/Tags/1", null)]
    [InlineData("DELETE", "/Projects/1/Assignees/1/$ref", null)]
    [InlineData("POST", "/Projects/1/ArchiveProject", "{}")]
    [InlineData("PATCH", "/Projects/$filter(Id lt 5)/1", "{}")]
    public async Task A_reader_changes_nothing_by_this_form_either(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new(method), "/odata" + path);
        request.Headers.Add("Caller-Role", "Reader");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Projects/1")]
    [InlineData("Projects(1)")]
    [InlineData("Projects/1/Company")]
    [InlineData("Projects/1/Tags/2")]
    [InlineData("Projects(1)/Tags/2")]
    [InlineData("Projects/1/Tags(2)")]
    [InlineData("Projects/-5/Tags")]
    [InlineData("Companies/9007199254740993/Projects/7/Owner")]
    [InlineData("Projects/ProjectGraph.Project/1/Company")]
    [InlineData("Projects/1/ProjectGraph.Project/Company")]
    [InlineData("Projects/1/Company/Projects/2/Managers/3")]
    public void Another_parser_reads_the_same_steps(string path)
    {
        var theirs = new ODataUriParser(PlanText.Model.Edm, new Uri("http://host/odata/"), new Uri("http://host/odata/" + path))
        {
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Slash,
        }.ParsePath();
        var ours = new PathReader(PlanText.Model, QueryOptions.None, 100).Read(path).ShouldBeOfType<ODataPath.Resource>();
        ours.Canonical.ShouldBe(
            string.Concat(
                theirs.Select(segment =>
                    segment switch
                    {
                        EntitySetSegment set => set.EntitySet.Name,
                        KeySegment key => string.Create(CultureInfo.InvariantCulture, $"({key.Keys.Single().Value})"),
                        NavigationPropertySegment navigation => "/" + navigation.NavigationProperty.Name,
                        TypeSegment => "",
                        _ => throw new InvalidOperationException(segment.Identifier),
                    }
                )
            )
        );
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private async Task<(HttpStatusCode Status, string Body, string? Type)> ReadAsync(string url)
    {
        using var response = await server.SendAsync(url);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.ToString());
    }
}

namespace ProjectGraph.Server.Tests.GraphQLApi;

[Collection(SharedServer.Name)]
public sealed class QueryTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    [Fact]
    public async Task A_document_of_the_vendor_is_in_the_graph_with_all_that_it_says()
    {
        var data = await _http.QueryAsync(
            """
            { projects(where: { vendorId: { eq: "609a88660b73992504816060" } }) { nodes {
                name vendor vendorId startDate dueDate status progress currency mrr createdAt
                company { name vendorId } planhat { startDateTime companyName version } heatpunk { address } customFields document
            } } }
            """);
        data.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task Only_a_selected_total_is_counted_and_it_ignores_the_page()
    {
        var data = await _http.QueryAsync("{ projects(first: 3) { totalCount nodes { id } } }");
        data.GetProperty("projects").GetProperty("nodes").GetArrayLength().ShouldBe(3);
        data.GetProperty("projects").GetProperty("totalCount").GetInt32().ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData("{ mrr: { eq: null } }", "{ mrr: { neq: null } }")]
    [InlineData("{ mrr: { lt: 5000 } }", "{ not: { mrr: { lt: 5000 } } }")]
    [InlineData("{ currency: { eq: \"EUR\" } }", "{ currency: { neq: \"EUR\" } }")]
    [InlineData("{ currency: { in: [\"EUR\", null] } }", "{ currency: { nin: [\"EUR\", null] } }")]
    [InlineData("{ name: { contains: \"a\" } }", "{ name: { ncontains: \"a\" } }")]
    [InlineData("{ externalId: { startsWith: \"p\" } }", "{ externalId: { nstartsWith: \"p\" } }")]
    [InlineData("{ company: { name: { eq: \"Tenet\" } } }", "{ not: { company: { name: { eq: \"Tenet\" } } } }")]
    [InlineData("{ tags: { any: true } }", "{ tags: { any: false } }")]
    [InlineData("{ customFields: { some: { name: { eq: \"Notes\" } } } }", "{ customFields: { none: { name: { eq: \"Notes\" } } } }")]
    [InlineData("{ and: [{ mrr: { gt: 1 } }, { arr: { gt: 1 } }] }", "{ or: [{ not: { mrr: { gt: 1 } } }, { not: { arr: { gt: 1 } } }] }")]
    [InlineData("{ currency: { in: [] } }", "{ currency: { nin: [] } }")]
    public async Task A_condition_and_its_opposite_divide_the_rows_among_them(string condition, string opposite)
    {
        var data = await _http.QueryAsync(
            $"{{ all: projects {{ totalCount }} a: projects(where: {condition}) {{ totalCount }} b: projects(where: {opposite}) {{ totalCount }} }}");
        int Total(string name) => data.GetProperty(name).GetProperty("totalCount").GetInt32();
        (Total("a") + Total("b")).ShouldBe(Total("all"));
    }

    [Fact]
    public async Task Text_is_ordered_by_code_point_and_nulls_come_first()
    {
        var data = await _http.QueryAsync("{ projects(first: 1000, order: [{ externalId: ASC }, { name: DESC }]) { nodes { externalId name } } }");
        var rows = data.GetProperty("projects").GetProperty("nodes").EnumerateArray()
            .Select(row => (External: row.GetProperty("externalId").GetString(), Name: row.GetProperty("name").GetString()!)).ToArray();
        rows.Select(row => row.External is null).ShouldBe(rows.Select(row => row.External is null).OrderByDescending(isNull => isNull));
        var names = rows.Where(row => row.External is null).Select(row => row.Name).ToArray();
        names.ShouldBe(names.OrderDescending(Comparer<string>.Create(ByCodePoint)));
        names.Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Related_rows_are_filtered_ordered_and_paged_for_each_parent()
    {
        var data = await _http.QueryAsync(
            """
            { companies(first: 5) { nodes { name projects(first: 2, where: { mrr: { neq: null } }, order: [{ mrr: DESC }]) {
                totalCount nodes { mrr company { name } } pageInfo { hasNextPage } } } } }
            """);
        foreach (var company in data.GetProperty("companies").GetProperty("nodes").EnumerateArray())
        {
            var page = company.GetProperty("projects");
            var amounts = page.GetProperty("nodes").EnumerateArray().Select(row => row.GetProperty("mrr").GetDecimal()).ToArray();
            amounts.ShouldBe(amounts.OrderDescending());
            page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean().ShouldBe(page.GetProperty("totalCount").GetInt32() > amounts.Length);
            foreach (var row in page.GetProperty("nodes").EnumerateArray())
                row.GetProperty("company").GetProperty("name").GetString().ShouldBe(company.GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Groups_add_up_to_the_whole()
    {
        var data = await _http.QueryAsync(
            "{ one: projectAggregates(groupBy: []) { count sum { mrr } } many: projectAggregates(groupBy: [CURRENCY, DUE_DATE_YEAR]) { currency dueDateYear count sum { mrr } } }");
        var whole = data.GetProperty("one")[0];
        var groups = data.GetProperty("many").EnumerateArray().ToArray();
        groups.Length.ShouldBeGreaterThan(5);
        groups.Sum(group => group.GetProperty("count").GetInt32()).ShouldBe(whole.GetProperty("count").GetInt32());
        groups.Select(group => group.GetProperty("sum").GetProperty("mrr")).Where(sum => sum.ValueKind != System.Text.Json.JsonValueKind.Null)
            .Sum(sum => sum.GetDecimal()).ShouldBe(whole.GetProperty("sum").GetProperty("mrr").GetDecimal());
    }

    [Fact]
    public async Task Any_entity_is_found_by_its_global_id()
    {
        var data = await _http.QueryAsync("{ projects(first: 1) { nodes { id name company { id name } vendorAccount { id name } } } }");
        var project = data.GetProperty("projects").GetProperty("nodes")[0];
        string[] ids = [project.GetProperty("vendorAccount").GetProperty("id").GetString()!, "UHJvamVjdDo5OTk5OTk5", project.GetProperty("id").GetString()!];
        var found = await _http.QueryAsync(
            "query($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { __typename id ... on Project { name } ... on VendorAccount { vendor } } node(id: $id) { ... on Project { name } } }",
            new { ids, id = ids[2] });
        var nodes = found.GetProperty("nodes");
        nodes[0].GetProperty("__typename").GetString().ShouldBe("VendorAccount");
        nodes[1].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        nodes[2].GetProperty("name").GetString().ShouldBe(project.GetProperty("name").GetString());
        found.GetProperty("node").GetProperty("name").GetString().ShouldBe(project.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Variables_leave_out_and_include_fields()
    {
        const string Query = "query($with: Boolean!) { projects(first: 1) { nodes { name @include(if: $with) id @skip(if: $with) } totalCount @include(if: $with) } }";
        var with = (await _http.QueryAsync(Query, new { with = true })).GetProperty("projects");
        var without = (await _http.QueryAsync(Query, new { with = false })).GetProperty("projects");
        with.GetProperty("nodes")[0].TryGetProperty("name", out _).ShouldBeTrue();
        with.GetProperty("nodes")[0].TryGetProperty("id", out _).ShouldBeFalse();
        with.TryGetProperty("totalCount", out _).ShouldBeTrue();
        without.GetProperty("nodes")[0].TryGetProperty("name", out _).ShouldBeFalse();
        without.TryGetProperty("totalCount", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("planhatProjects(limit: 5)", "PLANHAT")]
    [InlineData("growCrmProjects(limit: 5)", "GROW_CRM")]
    [InlineData("coreDataProjects(limit: 5)", "CORE_DATA")]
    [InlineData("productiveProjects(pageSize: 5)", "PRODUCTIVE")]
    public async Task A_live_project_brings_the_same_companies_and_people_as_the_graph_has(string read, string vendor)
    {
        const string Fields = "id company { id name vendorAccount { vendor } } owner { id vendorAccount { vendor } } managers { id vendorAccount { vendor } } assignees { id vendorAccount { vendor } }";
        var live = (await _http.QueryAsync($"{{ live: {read} {{ {Fields} }} }}")).GetProperty("live");
        live.GetArrayLength().ShouldBeGreaterThan(0);
        var ids = live.Texts("id");
        var stored = (await _http.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Project { " + Fields + " } } }", new { ids })).GetProperty("nodes");
        foreach (var (fresh, known) in live.EnumerateArray().Zip(stored.EnumerateArray()))
        {
            foreach (var name in (string[])["company", "owner"]) fresh.GetProperty(name).ToString().ShouldBe(known.GetProperty(name).ToString());
            // The vendor returns its own order.
            foreach (var name in (string[])["managers", "assignees"])
                fresh.GetProperty(name).EnumerateArray().Select(each => each.ToString()).ShouldBe(known.GetProperty(name).EnumerateArray().Select(each => each.ToString()), ignoreOrder: true);
        }
        live.ToString().ShouldContain(vendor);
    }

    [Fact]
    public async Task Capabilities_say_what_a_vendor_can_do()
    {
        var data = await _http.QueryAsync("{ vendorAccounts { nodes { vendor capabilities { operations { name by } fields { field readable note } } } } }");
        var planhat = data.GetProperty("vendorAccounts").GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("vendor").GetString() == "PLANHAT");
        planhat.ShouldMatchSnapshot();
    }

    // UTF-16 order differs from code point order between surrogates and U+E000 and above.
    private static int ByCodePoint(string? a, string? b)
    {
        var (x, y) = (a!.EnumerateRunes().Select(rune => rune.Value), b!.EnumerateRunes().Select(rune => rune.Value));
        foreach (var (left, right) in x.Zip(y))
            if (left != right) return left.CompareTo(right);
        return x.Count().CompareTo(y.Count());
    }
}

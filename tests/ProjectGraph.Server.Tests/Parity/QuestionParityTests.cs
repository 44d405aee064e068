using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Parity;

/// <summary>The same question in both protocols has the same rows, in the same order, with the same count.</summary>
[Collection(SharedServer.Name)]
public sealed class QuestionParityTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    [Theory]
    [InlineData("", "")]
    [InlineData("where: { mrr: { gt: 5000 } }", "$filter=Mrr gt 5000")]
    [InlineData("where: { mrr: { gte: 17647.28 } }", "$filter=Mrr ge 17647.28")]
    [InlineData("where: { mrr: { eq: null } }", "$filter=Mrr eq null")]
    [InlineData("where: { mrr: { neq: null } }", "$filter=Mrr ne null")]
    [InlineData("where: { mrr: { neq: 1000 } }", "$filter=Mrr ne 1000")]
    [InlineData("where: { not: { mrr: { lt: 5000 } } }", "$filter=not (Mrr lt 5000)")]
    [InlineData("where: { not: { currency: { eq: \"EUR\" } } }", "$filter=not (Currency eq 'EUR')")]
    [InlineData("where: { currency: { in: [\"EUR\", \"USD\"] } }", "$filter=Currency in ('EUR','USD')")]
    [InlineData("where: { vendor: { eq: PLANHAT } }", "$filter=Vendor eq 'PLANHAT'")]
    [InlineData("where: { status: { eq: null } }", "$filter=Status eq null")]
    [InlineData("where: { name: { contains: \"a\" } }", "$filter=contains(Name,'a')")]
    [InlineData("where: { name: { ncontains: \"a\" } }", "$filter=not contains(Name,'a')")]
    [InlineData("where: { name: { startsWith: \"S\" } }", "$filter=startswith(Name,'S')")]
    [InlineData("where: { name: { endsWith: \"n\" } }", "$filter=endswith(Name,'n')")]
    [InlineData("where: { name: { contains: \"%\" } }", "$filter=contains(Name,'%25')")]
    [InlineData("where: { name: { contains: \"'\" } }", "$filter=contains(Name,'''')")]
    [InlineData("where: { name: { containsIgnoreCase: \"KÖLN\" } }", "$filter=contains(tolower(Name),tolower('KÖLN'))")]
    [InlineData("where: { name: { gt: \"ö\" } }", "$filter=Name gt 'ö'")]
    [InlineData("where: { externalId: { lt: \"project-0050\" } }", "$filter=ExternalId lt 'project-0050'")]
    [InlineData(
        "where: { dueDate: { gte: \"2022-06-01\", lt: \"2022-09-01\" } }",
        "$filter=DueDate ge 2022-06-01 and DueDate lt 2022-09-01"
    )]
    [InlineData("where: { createdAt: { lt: \"2021-06-01T00:00:00+02:00\" } }", "$filter=CreatedAt lt 2021-06-01T00:00:00%2B02:00")]
    [InlineData("where: { company: { name: { startsWith: \"C\" } } }", "$filter=startswith(Company/Name,'C')")]
    [InlineData("where: { company: { externalId: { eq: null } } }", "$filter=Company/ExternalId eq null")]
    [InlineData("where: { planhat: { startDateTime: { neq: null } } }", "$filter=Planhat/StartDateTime ne null")]
    [InlineData("where: { heatpunk: { address: { eq: null } } }", "$filter=Heatpunk/Address eq null")]
    [InlineData("where: { tags: { any: true } }", "$filter=Tags/any()")]
    [InlineData("where: { customFields: { some: { name: { eq: \"Notes\" } } } }", "$filter=CustomFields/any(f:f/Name eq 'Notes')")]
    [InlineData("where: { customFields: { all: { name: { neq: \"Notes\" } } } }", "$filter=CustomFields/all(f:f/Name ne 'Notes')")]
    [InlineData("where: { customFields: { none: { value: { eq: null } } } }", "$filter=not CustomFields/any(f:f/Value eq null)")]
    [InlineData(
        "where: { or: [{ mrr: { gt: 40000 } }, { and: [{ arr: { lt: 100 } }, { nrr: { neq: null } }] }] }",
        "$filter=Mrr gt 40000 or (Arr lt 100 and Nrr ne null)"
    )]
    [InlineData("order: [{ name: ASC }]", "$orderby=Name")]
    [InlineData("order: [{ name: DESC }]", "$orderby=Name desc")]
    [InlineData("order: [{ dueDate: ASC }]", "$orderby=DueDate")]
    [InlineData("order: [{ dueDate: DESC }, { name: ASC }]", "$orderby=DueDate desc,Name")]
    [InlineData("order: [{ currency: DESC }, { mrr: ASC }]", "$orderby=Currency desc,Mrr")]
    [InlineData("order: [{ company: { name: DESC } }]", "$orderby=Company/Name desc")]
    [InlineData("order: [{ planhat: { endDateTime: ASC } }]", "$orderby=Planhat/EndDateTime")]
    [InlineData("order: [{ archived: DESC }]", "$orderby=Archived desc")]
    [InlineData("search: \"audit\"", "$search=audit")]
    [InlineData("search: \"AUDIT köln\"", "$search=AUDIT köln")]
    [InlineData("search: \"co\"", "$search=co")]
    [InlineData(
        "search: \"tenet\", where: { mrr: { neq: null } }, order: [{ mrr: DESC }]",
        "$search=tenet&$filter=Mrr ne null&$orderby=Mrr desc"
    )]
    public async Task Rows_order_and_count_are_the_same(string arguments, string options)
    {
        var graph = (
            await _http.QueryAsync($"{{ projects({Join("first: 1000", arguments)}) {{ totalCount nodes {{ databaseId }} }} }}")
        ).GetProperty("projects");
        var odata = await ODataAsync(
            "Projects?" + string.Join('&', new[] { options, "$select=Id", "$count=true" }.Where(each => each.Length > 0))
        );
        odata
            .GetProperty("value")
            .EnumerateArray()
            .Select(row => row.GetProperty("Id").GetInt64())
            .ShouldBe(graph.GetProperty("nodes").EnumerateArray().Select(row => row.GetProperty("databaseId").GetInt64()));
        odata.GetProperty("@odata.count").GetInt64().ShouldBe(graph.GetProperty("totalCount").GetInt64());
    }

    [Theory]
    [InlineData("companies", "", "Companies", "")]
    [InlineData(
        "companies",
        "where: { email: { neq: null } }, order: [{ email: DESC }]",
        "Companies",
        "$filter=Email ne null&$orderby=Email desc"
    )]
    [InlineData("companies", "where: { projects: { some: { mrr: { gt: 5000 } } } }", "Companies", "$filter=Projects/any(p:p/Mrr gt 5000)")]
    [InlineData(
        "companies",
        "where: { projects: { all: { archived: { neq: true } } } }",
        "Companies",
        "$filter=Projects/all(p:p/Archived ne true)"
    )]
    [InlineData(
        "companies",
        "where: { projects: { none: { tags: { any: true } } } }",
        "Companies",
        "$filter=not Projects/any(p:p/Tags/any())"
    )]
    [InlineData(
        "companies",
        "where: { vendorAccount: { vendor: { in: [PLANHAT, GROW_CRM] } } }, order: [{ vendorAccount: { name: ASC } }, { name: DESC }]",
        "Companies",
        "$filter=VendorAccount/Vendor in ('PLANHAT','GROW_CRM')&$orderby=VendorAccount/Name,Name desc"
    )]
    [InlineData("companies", "where: { name: { startsWithIgnoreCase: \"c\" } }", "Companies", "$filter=startswith(tolower(Name),'c')")]
    [InlineData("people", "order: [{ username: ASC }, { name: ASC }]", "People", "$orderby=Username,Name")]
    [InlineData(
        "people",
        "where: { managedProjects: { some: { status: { eq: IN_PROGRESS } } } }",
        "People",
        "$filter=ManagedProjects/any(p:p/Status eq 'IN_PROGRESS')"
    )]
    [InlineData("people", "where: { assignedProjects: { any: false } }", "People", "$filter=not AssignedProjects/any()")]
    [InlineData(
        "people",
        "where: { ownedProjects: { some: { dueDate: { gt: \"2024-01-01\" } } }, email: { contains: \"@\" } }",
        "People",
        "$filter=OwnedProjects/any(p:p/DueDate gt 2024-01-01) and contains(Email,'@')"
    )]
    [InlineData("people", "where: { email: { nendsWith: \".com\" } }", "People", "$filter=not endswith(Email,'.com')")]
    [InlineData(
        "vendorAccounts",
        "where: { status: { eq: OK }, projectCount: { gte: 150 } }",
        "VendorAccounts",
        "$filter=Status eq 'OK' and ProjectCount ge 150"
    )]
    [InlineData("vendorAccounts", "order: [{ vendor: DESC }]", "VendorAccounts", "$orderby=Vendor desc")]
    [InlineData(
        "vendorAccounts",
        "where: { lastSyncedAt: { gt: \"2000-01-01T00:00:00Z\" } }",
        "VendorAccounts",
        "$filter=LastSyncedAt gt 2000-01-01T00:00:00Z"
    )]
    [InlineData(
        "projects",
        "where: { owner: { username: { neq: null } } }, order: [{ owner: { name: ASC } }]",
        "Projects",
        "$filter=Owner/Username ne null&$orderby=Owner/Name"
    )]
    [InlineData(
        "projects",
        "where: { managers: { some: { email: { eqIgnoreCase: \"JANE@EXAMPLE.COM\" } } } }",
        "Projects",
        "$filter=Managers/any(m:tolower(m/Email) eq 'jane@example.com')"
    )]
    [InlineData(
        "projects",
        "where: { assignees: { all: { name: { neq: null } } } }",
        "Projects",
        "$filter=Assignees/all(a:a/Name ne null)"
    )]
    [InlineData(
        "projects",
        "where: { contacts: { some: { startsWith: \"1\" } } }",
        "Projects",
        "$filter=Contacts/any(c:startswith(c/Contact,'1'))"
    )]
    [InlineData(
        "projects",
        "where: { tags: { none: { in: [\"internal\", \"priority\"] } } }",
        "Projects",
        "$filter=not Tags/any(t:t/Tag in ('internal','priority'))"
    )]
    [InlineData(
        "projects",
        "where: { progress: { gte: 25, lte: 75 } }, order: [{ progress: DESC }]",
        "Projects",
        "$filter=Progress ge 25 and Progress le 75&$orderby=Progress desc"
    )]
    [InlineData(
        "projects",
        "where: { heatpunk: { lat: { gt: 51.5 } } }, order: [{ heatpunk: { lng: ASC } }]",
        "Projects",
        "$filter=Heatpunk/Lat gt 51.5&$orderby=Heatpunk/Lng"
    )]
    [InlineData(
        "projects",
        "where: { company: { projects: { some: { vendor: { eq: PLANHAT } } } } }",
        "Projects",
        "$filter=Company/Projects/any(p:p/Vendor eq 'PLANHAT')"
    )]
    [InlineData(
        "projects",
        "where: { vendorAccount: { name: { contains: \"sandbox\" } }, archived: { eq: false } }",
        "Projects",
        "$filter=contains(VendorAccount/Name,'sandbox') and Archived eq false"
    )]
    public async Task Every_set_has_the_same_rows_order_and_count(string root, string arguments, string set, string options)
    {
        var graph = (
            await _http.QueryAsync($"{{ {root}({Join("first: 1000", arguments)}) {{ totalCount nodes {{ databaseId }} }} }}")
        ).GetProperty(root);
        var odata = await ODataAsync(
            $"{set}?" + string.Join('&', new[] { options, "$select=Id", "$count=true" }.Where(each => each.Length > 0))
        );
        odata
            .GetProperty("value")
            .EnumerateArray()
            .Select(row => row.GetProperty("Id").GetInt64())
            .ShouldBe(graph.GetProperty("nodes").EnumerateArray().Select(row => row.GetProperty("databaseId").GetInt64()));
        odata.GetProperty("@odata.count").GetInt64().ShouldBe(graph.GetProperty("totalCount").GetInt64());
    }

    [Theory]
    [InlineData("groupBy: []", "", "sum { mrr arr nrr }", "Mrr with sum as a,Arr with sum as b,Nrr with sum as c")]
    [InlineData(
        "groupBy: [CURRENCY]",
        "Currency",
        "sum { mrr } avg { mrr } min { arr } max { nrr }",
        "Mrr with sum as a,Mrr with average as b,Arr with min as c,Nrr with max as d"
    )]
    [InlineData("groupBy: [VENDOR, STATUS]", "Vendor,Status", "avg { nrr }", "Nrr with average as a")]
    [InlineData("groupBy: [COMPANY_NAME]", "Company/Name", "sum { arr }", "Arr with sum as a")]
    [InlineData("groupBy: [OWNER_NAME, ARCHIVED]", "Owner/Name,Archived", "avg { progress }", "Progress with average as a")]
    [InlineData(
        "groupBy: [VENDOR_STATUS]",
        "VendorStatus",
        "min { progress } max { progress }",
        "Progress with min as a,Progress with max as b"
    )]
    [InlineData("groupBy: [VENDOR_ACCOUNT_NAME]", "VendorAccount/Name", "sum { mrr nrr }", "Mrr with sum as a,Nrr with sum as b")]
    public async Task Groups_counts_and_sums_are_the_same(string groupBy, string keys, string values, string aggregates)
    {
        var graph = (await _http.QueryAsync($"{{ projectAggregates({groupBy}) {{ count {values} }} }}")).GetProperty("projectAggregates");
        var aggregate = $"aggregate($count as n,{aggregates})";
        var odata = (await ODataAsync("Projects?$apply=" + (keys.Length == 0 ? aggregate : $"groupby(({keys}),{aggregate})"))).GetProperty(
            "value"
        );
        odata.EnumerateArray().Select(row => Numbers(row)).ShouldBe(graph.EnumerateArray().Select(row => Numbers(row)));
    }

    [Fact]
    public async Task Values_are_the_same_in_both()
    {
        var graph = (
            await _http.QueryAsync(
                "{ projects(first: 1000) { nodes { vendorId name mrr startDate createdAt externalId company { name } planhat { startDateTime version } } } }"
            )
        )
            .GetProperty("projects")
            .GetProperty("nodes");
        var odata = (
            await ODataAsync(
                "Projects?$select=VendorId,Name,Mrr,StartDate,CreatedAt,ExternalId&$expand=Company($select=Name),Planhat($select=StartDateTime,Version)"
            )
        ).GetProperty("value");
        odata.EnumerateArray().Select(row => Leaves(row)).ShouldBe(graph.EnumerateArray().Select(row => Leaves(row)));
    }

    // Instants may be written with or without milliseconds; control information is the protocol's own.
    private static string Leaves(JsonElement row) =>
        string.Join(
            '|',
            Members(row).OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value}")
        );

    private static IEnumerable<(string Name, string Value)> Members(JsonElement row)
    {
        foreach (var member in row.EnumerateObject().Where(member => !member.Name.Contains('@', StringComparison.Ordinal)))
        {
            var name = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (member.Value.ValueKind == JsonValueKind.Object)
                foreach (var (inner, value) in Members(member.Value))
                    yield return ($"{name}.{inner}", value);
            else if (member.Value.ValueKind == JsonValueKind.Null && name is "company" or "planhat")
                yield return (name, "");
            else
                yield return (name, Value(name, member.Value));
        }
    }

    private static string Value(string name, JsonElement value)
    {
        var isInstant =
            value.ValueKind == JsonValueKind.String
            && (name.EndsWith("At", StringComparison.Ordinal) || name.EndsWith("Time", StringComparison.Ordinal));
        return isInstant ? value.GetDateTimeOffset().ToString("O") : value.ToString();
    }

    private static string Numbers(JsonElement row)
    {
        var numbers = new List<decimal?>();
        Collect(row);
        return string.Join(',', numbers);

        void Collect(JsonElement element)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object)
                    Collect(member.Value);
                else if (member.Value.ValueKind == JsonValueKind.Number)
                    numbers.Add(member.Value.GetDecimal());
                else if (member.Value.ValueKind == JsonValueKind.Null && !char.IsUpper(member.Name[0]))
                    numbers.Add(null);
            }
        }
    }

    private async Task<JsonElement> ODataAsync(string path)
    {
        using var response = await _http.GetAsync("/odata/" + path.Replace(" ", "%20", StringComparison.Ordinal));
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}

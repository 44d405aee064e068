using System.Globalization;
using System.Text.Json;
using ProjectGraph.Benchmarks.Floor;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks;

/// <summary>The measured workloads. Values rotate, so that no cached result is measured.</summary>
internal sealed class Workloads(int subject, int floor, int size, Targets targets)
{
    private const int Variants = 240;

    private static readonly string[] Statuses = ["NOT_STARTED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "CANCELLED", "UNKNOWN"];
    private static readonly string[] Words =
    [
        "Berlin",
        "Leeds",
        "Retrofit",
        "Zürich",
        "Acme",
        "Audit",
        "Nimbus",
        "Rollout",
        "Kraków",
        "Survey",
        "Isar",
        "Renewal",
    ];

    public async Task<IReadOnlyList<Workload>> AllAsync() =>
        [
            .. List(),
            .. Pair(
                "… with company, people and tags",
                targets.Nested,
                "nested",
                "id name status vendor dueDate progress company { name } managers { name } assignees { name } tags",
                "",
                i => [Status(i), Day(i)],
                Variables("s: ProjectStatus!, $d: Date!"),
                "where: { status: { eq: $s }, dueDate: { gte: $d } }, order: [{ dueDate: ASC }], first: 50",
                i =>
                    $"$filter=Status eq '{Status(i)}' and DueDate ge {Day(i)}&$orderby=DueDate&$top=50&$select=Id,Name,Status,Vendor,DueDate,Progress"
                    + "&$expand=Company($select=Name),Managers($select=Name),Assignees($select=Name),Tags($select=Tag)"
            ),
            .. await ByIdAsync(),
            .. Pair(
                "search, with count",
                targets.Search,
                "search",
                "id name number",
                "totalCount",
                i => [Word(i)],
                Variables("q: String!"),
                "search: $q, first: 50",
                i => $"$search=\"{Word(i)}\"&$count=true&$top=50&$select=Id,Name,Number"
            ),
            .. Contains("a common word", targets.CommonWord, Word),
            .. Contains("a rare word", targets.RareWord, Number),
            .. Groups(),
            await GraphQLPullAsync(),
            ODataPull(),
        ];

    /// <summary>The workloads that read the same amount from a large store as from a small one.</summary>
    public async Task<IReadOnlyList<Workload>> CreateSizeIndependentAsync() => [.. List(), .. await ByIdAsync()];

    private IEnumerable<Workload> List() =>
        Pair(
            "50 of a status by due date",
            targets.List,
            "list",
            "id name status vendor dueDate progress",
            "",
            i => [Status(i), Day(i)],
            Variables("s: ProjectStatus!, $d: Date!"),
            "where: { status: { eq: $s }, dueDate: { gte: $d } }, order: [{ dueDate: ASC }], first: 50",
            i =>
                $"$filter=Status eq '{Status(i)}' and DueDate ge {Day(i)}&$orderby=DueDate&$top=50&$select=Id,Name,Status,Vendor,DueDate,Progress"
        );

    private static string Status(int i) => Statuses[i % Statuses.Length];

    private static string Day(int i) => new DateOnly(2024, 1, 1).AddDays(i * 7 % 700).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(int i) => Words[i % Words.Length];

    // A project's name ends with its number.
    private string Number(int i) => (size / 2 + i).ToString(CultureInfo.InvariantCulture);

    private static string Variables(string declared) => $"query(${declared})";

    private IEnumerable<Workload> Pair(
        string name,
        (double GraphQL, double OData) target,
        string path,
        string fields,
        string beside,
        Func<int, string[]> values,
        string head,
        string arguments,
        Func<int, string> options
    )
    {
        var names = head.Split('$').Skip(1).Select(part => part.Split(':')[0]).ToArray();
        var query =
            $"{head} {{ projects({arguments}) {{ {beside} nodes {{ {fields.Replace("id ", "databaseId ", StringComparison.Ordinal)} }} }} }}";
        yield return new(
            name,
            "GraphQL",
            target.GraphQL,
            Units(i => GraphQL(query, names.Zip(values(i)).ToDictionary(pair => pair.First, object? (pair) => pair.Second))),
            FloorUnits(path, values, odata: false)
        );
        yield return new(name, "OData", target.OData, Units(i => OData("Projects", options(i))), FloorUnits(path, values, odata: true));
    }

    private IEnumerable<Workload> Contains(string word, (double GraphQL, double OData) target, Func<int, string> words) =>
        Pair(
            $"name contains {word}, with count",
            target,
            "contains",
            "id name number",
            "totalCount",
            i => [words(i)],
            Variables("q: String!"),
            "where: { name: { contains: $q } }, first: 50",
            i => $"$filter=contains(Name,'{words(i)}')&$count=true&$top=50&$select=Id,Name,Number"
        );

    private async Task<Workload[]> ByIdAsync()
    {
        const string Query =
            "query($id: ID!) { project(id: $id) { databaseId name description status vendor vendorId startDate dueDate createdAt updatedAt progress currency mrr } }";
        // Keys from the whole store, which range from 1 to its size.
        var keys = string.Join(", ", Enumerable.Range(0, Variants).Select(i => 1 + (long)i * size / Variants));
        var ids = (
            await AskAsync(
                $"{{ projects(where: {{ databaseId: {{ in: [{keys}] }} }}, first: {Variants}) {{ nodes {{ id databaseId }} }} }}"
            )
        )
            .GetProperty("projects")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => (Global: node.GetProperty("id").GetString()!, Key: node.GetProperty("databaseId").ToString()))
            .ToArray();
        string[] Key(int i) => [ids[i % ids.Length].Key];
        return
        [
            new(
                "one by id",
                "GraphQL",
                targets.One.GraphQL,
                Units(i => GraphQL(Query, new() { ["id"] = ids[i % ids.Length].Global })),
                FloorUnits("one", Key, odata: false)
            ),
            new(
                "one by id",
                "OData",
                targets.One.OData,
                Units(i =>
                    OData(
                        $"Projects({Key(i)[0]})",
                        "$select=Id,Name,Description,Status,Vendor,VendorId,StartDate,DueDate,CreatedAt,UpdatedAt,Progress,Currency,Mrr"
                    )
                ),
                FloorUnits("one", Key, odata: true)
            ),
        ];
    }

    private Workload[] Groups()
    {
        const string Query =
            "query($p: Int!) { projectAggregates(where: { progress: { gte: $p } }, groupBy: [VENDOR, STATUS]) { vendor status count sum { mrr } avg { progress } } }";
        static string[] Progress(int i) => [(i % 60).ToString(CultureInfo.InvariantCulture)];
        return
        [
            new(
                "groups by vendor and status",
                "GraphQL",
                targets.Groups.GraphQL,
                Units(i => GraphQL(Query, new() { ["p"] = i % 60 })),
                FloorUnits("groups", Progress, odata: false)
            ),
            new(
                "groups by vendor and status",
                "OData",
                targets.Groups.OData,
                Units(i =>
                    OData(
                        "Projects",
                        $"$apply=filter(Progress ge {i % 60})/groupby((Vendor,Status),aggregate($count as Count,Mrr with sum as Mrr,Progress with average as Progress))"
                    )
                ),
                FloorUnits("groups", Progress, odata: true)
            ),
        ];
    }

    // Ten pages of a thousand rows, GraphQL's maximum. Their cursors are read in advance.
    private async Task<Workload> GraphQLPullAsync()
    {
        var fields = string.Join(' ', FloorColumns.Full.Select(column => column.GraphQLName.ToString()));
        var query =
            $"query($after: String) {{ projects(first: 1000, after: $after) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}";
        List<(string? Cursor, long Key)> starts = [(null, 0)];
        for (var pages = Math.Min(size / 1000, 40); starts.Count < pages; )
        {
            var page = (
                await AskAsync(
                    "query($after: String) { projects(first: 1000, after: $after) { nodes { databaseId } pageInfo { endCursor } } }",
                    starts[^1].Cursor
                )
            ).GetProperty("projects");
            starts.Add(
                (
                    page.GetProperty("pageInfo").GetProperty("endCursor").GetString(),
                    page.GetProperty("nodes").EnumerateArray().Last().GetProperty("databaseId").GetInt64()
                )
            );
        }
        var units = Enumerable.Range(0, Math.Max(1, starts.Count - 9)).Select(first => starts.Skip(first).Take(10).ToArray()).ToArray();
        return new(
            "10,000 full rows",
            "GraphQL",
            targets.Pull.GraphQL,
            [.. units.Select(unit => unit.Select(start => GraphQL(query, new() { ["after"] = start.Cursor })).ToArray())],
            [
                .. units.Select(unit =>
                    unit.Select(start => Floor("pull", [start.Key.ToString(CultureInfo.InvariantCulture), "1000"], odata: false)).ToArray()
                ),
            ],
            Connections: 2
        );
    }

    private Workload ODataPull()
    {
        var starts = Enumerable.Range(0, 10).Select(i => i * (size / 20)).ToArray();
        return new(
            "10,000 full rows",
            "OData",
            targets.Pull.OData,
            [.. starts.Select(start => new[] { OData("Projects", $"$filter=Id gt {start}", "Prefer: odata.maxpagesize=10000\r\n") })],
            [.. starts.Select(start => new[] { Floor("pull", [start.ToString(CultureInfo.InvariantCulture), "10000"], odata: true) })],
            Connections: 2
        );
    }

    private static byte[][][] Units(Func<int, byte[]> request) => [.. Enumerable.Range(0, Variants).Select(i => new[] { request(i) })];

    private byte[][][] FloorUnits(string path, Func<int, string[]> values, bool odata) => Units(i => Floor(path, values(i), odata));

    private byte[] GraphQL(string query, Dictionary<string, object?> variables) =>
        HttpRequest.Post(subject, "/graphql", JsonSerializer.Serialize(new { query, variables }));

    private byte[] OData(string path, string options, string headers = "") =>
        HttpRequest.Get(
            subject,
            $"/odata/{path}?{Uri.EscapeDataString(options).Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)}",
            headers
        );

    private byte[] Floor(string path, string[] values, bool odata) =>
        HttpRequest.Get(
            floor,
            $"/{path}?{string.Join('&', values.Select((value, i) => $"{(char)('a' + i)}={Uri.EscapeDataString(value)}"))}{(odata ? "&odata=1" : "")}"
        );

    private async Task<JsonElement> AskAsync(string query, string? after = null)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(subject);
        var answer = ResponseBody.Parse(await connection.SendAsync(GraphQL(query, new() { ["after"] = after })));
        return answer.GetProperty("data");
    }
}

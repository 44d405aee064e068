using ProjectGraph.Benchmarks.Store;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>The users' reads in both protocols, mostly of one vendor account. Large accounts are read more often.</summary>
internal sealed class SimulatedReads(SimulatedCaller caller, IReadOnlyList<SimulatedProject> projects)
{
    private const int Each = 20;
    private const string Fields = "nodes { databaseId name status dueDate company { name } tags }";
    private const string Select = "$select=Id,Name,Status,DueDate&$expand=Company($select=Name),Tags($select=Tag)";

    public IReadOnlyList<SimulatedKind> All() =>
        [
            Kind("one by its key", 30, p => $"databaseId: {{ eq: {p.Id} }}", "first: 1", p => $"Projects({p.Id})?{Select}"),
            Kind(
                "one by its vendor's id and vendor account",
                10,
                p => $"vendorId: {{ eq: \"{p.VendorId}\" }}, {Of(p)}",
                "first: 1",
                p => $"Projects?$filter=VendorId eq '{p.VendorId}' and VendorAccount/Id eq {p.VendorAccount}&{Select}"
            ),
            Kind("a vendor account's by due date", 20, Of, "first: 50, order: [{ dueDate: ASC }]", p =>
                $"Projects?$filter=VendorAccount/Id eq {p.VendorAccount}&$orderby=DueDate&$top=50&{Select}"
            ),
            Kind(
                "a company's",
                10,
                p => $"company: {{ databaseId: {{ eq: {p.Company} }} }}",
                "first: 50",
                p => $"Projects?$filter=Company/Id eq {p.Company}&$top=50&{Select}"
            ),
            Kind("search in a vendor account", 3, Of, "first: 20, search: \"Berlin\"", p =>
                $"Projects?$search=Berlin&$filter=VendorAccount/Id eq {p.VendorAccount}&$top=20&{Select}"
            ),
            new(
                "groups of a vendor account",
                5,
                OData(p => $"Projects?$apply=filter(VendorAccount/Id eq {p.VendorAccount})/groupby((Status),aggregate($count as Count))")
            ),
            Kind(
                "all of a status by due date",
                10,
                _ => "status: { eq: ON_HOLD }",
                "first: 50, order: [{ dueDate: ASC }]",
                _ => $"Projects?$filter=Status eq 'ON_HOLD'&$orderby=DueDate&$top=50&{Select}"
            ),
            Kind(
                "search in all",
                4,
                _ => "",
                "first: 20, search: \"Berlin\"",
                p => $"Projects?$search={Words.Places[p.Id % 2]}&$top=20&{Select}"
            ),
            new("groups of all", 4, OData(_ => "Projects?$apply=groupby((Vendor,Status),aggregate($count as Count))")),
            new(
                "pull of all, a page",
                2,
                OData(p => $"Projects?$filter=Id gt {p.Id}&$select=Id,Name,Status", "Prefer: odata.maxpagesize=1000\r\n")
            ),
            new("changes since", 2, [ChangesAsync, ChangesAsync]),
        ];

    private static string Of(SimulatedProject project) => $"vendorAccount: {{ databaseId: {{ eq: {project.VendorAccount} }} }}";

    private IEnumerable<SimulatedProject> Asked() =>
        Enumerable.Range(0, Each).Select(i => projects[(int)((long)i * projects.Count / Each)]);

    private SimulatedKind Kind(
        string name,
        int weight,
        Func<SimulatedProject, string> where,
        string arguments,
        Func<SimulatedProject, string> url
    ) =>
        new(
            name,
            weight,
            [
                .. Asked()
                    .Select(project =>
                        (Func<Task>)(
                            () => caller.GraphQLAsync($"{{ projects(where: {{ {where(project)} }}, {arguments}) {{ {Fields} }} }}")
                        )
                    ),
                .. OData(url),
            ]
        );

    private IReadOnlyList<Func<Task>> OData(Func<SimulatedProject, string> url, string headers = "") =>
        [.. Asked().Select(project => (Func<Task>)(() => caller.ODataAsync(url(project), headers)))];

    private async Task ChangesAsync()
    {
        var page = await caller.ODataAsync("Projects?$filter=Id lt 2&$select=Id,Name", "Prefer: track-changes\r\n");
        await caller.ODataAsync(page.GetProperty("@odata.deltaLink").GetString()!);
    }
}

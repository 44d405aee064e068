using System.Text.Json;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>The writes of the graph: syncs, and operations on the vendors' sandboxes.</summary>
internal sealed class SimulatedWrites(SimulatedCaller caller)
{
    private const int Each = 5;
    private const string SandboxVendorAccounts = "{ vendorAccounts(where: { baseUrl: { contains: \"/sandbox/\" } }) { nodes { id } } }";
    private const string SandboxProjects =
        "{ projects(where: { vendorAccount: { baseUrl: { contains: \"/sandbox/\" }, vendor: { eq: GROW_CRM } }, archived: { eq: false } }, first: 5) { nodes { id } } }";

    private readonly List<string> _created = [];

    public async Task<IReadOnlyList<SimulatedKind>> AllAsync()
    {
        var vendorAccounts = Ids(await caller.GraphQLAsync(SandboxVendorAccounts));
        var known = Ids(await caller.GraphQLAsync(SandboxProjects));
        return
        [
            new(
                "sync of a vendor account",
                60,
                [.. vendorAccounts.Select(id => (Func<Task>)(() => AskAsync("syncVendorAccount", $"vendorAccountId: \"{id}\"")))]
            ),
            new("create", 5, Repeated(CreateAsync)),
            new("rename", 10, Repeated(i => AskAsync("updateProject", $"projectId: \"{_created[i]}\", name: \"Renamed {i}\""))),
            new("set the progress", 10, Repeated(i => AskAsync("setProjectProgress", $"projectId: \"{known[i]}\", progress: {40 + i}"))),
            new("set the tags", 10, Repeated(i => AskAsync("setProjectTags", $"projectId: \"{known[i]}\", tags: [\"a\", \"b{i}\"]"))),
            new("delete", 5, Repeated(i => AskAsync("deleteProject", $"projectId: \"{_created[i]}\""))),
        ];
    }

    private static Func<Task>[] Repeated(Func<int, Task> request) =>
        [.. Enumerable.Range(0, Each).Select(i => (Func<Task>)(() => request(i)))];

    private static string[] Ids(JsonElement connection) =>
        [.. connection.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!)];

    private Task<JsonElement> AskAsync(string mutation, string input) =>
        caller.GraphQLAsync($"mutation {{ {mutation}(input: {{ {input} }}) {{ errors {{ message }} }} }}");

    // Uses a company that exists in Planhat's sandbox.
    private async Task CreateAsync(int i)
    {
        var answer = await caller.GraphQLAsync(
            $"mutation {{ createPlanhatProject(input: {{ name: \"Simulated {i}\", companyId: \"61006bc89a3e0b702ed8ea49\"{await PlanhatAsync()} }}) {{ project {{ id }} errors {{ message }} }} }}"
        );
        _created.Add(answer.GetProperty("project").GetProperty("id").GetString()!);
    }

    // The vendor has many accounts, so the request names one.
    private async Task<string> PlanhatAsync() =>
        $", vendorAccountId: \"{Ids(await caller.GraphQLAsync(SandboxVendorAccounts.Replace("\"/sandbox/\"", "\"/sandbox/planhat\"", StringComparison.Ordinal))).Single()}\"";
}

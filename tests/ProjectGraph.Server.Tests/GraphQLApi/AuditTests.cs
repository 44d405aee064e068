using System.Text.Json;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The audits of GraphQL over HTTP in the package graphql-http: 13 MUST, 23 SHOULD, 25 MAY.</summary>
[Collection(SharedServer.Name)]
public sealed class AuditTests(RunningServer server, ITestOutputHelper output)
{
    /// <summary>Audits of the state before the draft of August 2026.</summary>
    private static readonly string[] DraftObjections =
    [
        "572B",
        "FDE2",
        "7B9B",
        "86EE",
        "423L",
        "LKJ0",
        "LKJ1",
        "LKJ2",
        "LKJ3",
        "6C00",
        "6C01",
        "6C02",
        "6C03",
        "4760",
        "4761",
        "4762",
        "4763",
        "58B0",
        "58B1",
        "58B2",
        "58B3",
        "3E3A",
    ];

    [FactWith("node", "npm")]
    public async Task The_endpoint_passes_every_audit_of_GraphQL_over_HTTP() => (await ObjectionsAsync(server)).ShouldBeEmpty();

    [FactWith("node", "npm")]
    public async Task The_draft_profile_breaks_no_must_and_is_objected_to_only_where_the_draft_has_changed()
    {
        await using var draft = await RunningServer.StartAsync(("GraphQL:HttpProfile", "Draft2026"), ("Sandbox:ProjectsPerVendor", "5"));
        (await ObjectionsAsync(draft)).Order().ShouldBe(DraftObjections.Order());
    }

    private async Task<string[]> ObjectionsAsync(RunningServer audited)
    {
        var printed = await NodeScript.RunAsync("audit.js", new Uri(audited.Address, "/graphql").ToString());
        var audits = JsonSerializer.Deserialize<Dictionary<string, string?>>(printed)!;
        foreach (var (audit, reason) in audits)
            output.WriteLine($"{(reason is null ? "ok  " : "FAIL")} {audit} {reason}");
        audits.Count.ShouldBe(61);
        return [.. audits.Where(audit => audit.Value is not null).Select(audit => audit.Key.Split(' ')[0])];
    }
}

using System.Text.Json;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The audits of GraphQL over HTTP that the package graphql-http holds: 13 MUST, 23 SHOULD, 25 MAY.</summary>
[Collection(SharedServer.Name)]
public sealed class AuditTests(RunningServer server, ITestOutputHelper output)
{
    [FactWith("node", "npm")]
    public async Task The_endpoint_passes_every_audit_of_GraphQL_over_HTTP()
    {
        var printed = await NodeScript.RunAsync("audit.js", new Uri(server.Address, "/graphql").ToString());
        var audits = JsonSerializer.Deserialize<Dictionary<string, string?>>(printed)!;
        foreach (var (audit, reason) in audits) output.WriteLine($"{(reason is null ? "ok  " : "FAIL")} {audit} {reason}");
        audits.Count.ShouldBe(61);
        audits.Where(audit => audit.Value is not null).ShouldBeEmpty();
    }
}

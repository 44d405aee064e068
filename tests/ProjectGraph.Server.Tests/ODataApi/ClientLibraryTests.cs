using System.Text.Json;
using Xunit.Abstractions;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>OData clients of other hands, from the npm registry, read, page, filter, write and batch.</summary>
public sealed class ClientLibraryTests(RunningServer server, ITestOutputHelper output) : IClassFixture<RunningServer>
{
    [FactWith("node", "npm")]
    public async Task Clients_of_other_hands_get_along_with_the_service()
    {
        var printed = await NodeScript.RunAsync("odata.js", new Uri(server.Address, "/odata/").ToString());
        var steps = JsonSerializer.Deserialize<Dictionary<string, string?>>(printed)!;
        foreach (var (step, reason) in steps)
            output.WriteLine($"{(reason is null ? "ok  " : "FAIL")} {step} {reason}");
        steps.Count.ShouldBe(8);
        steps.Where(step => step.Value is not null).ShouldBeEmpty();
    }

    [FactWith("node", "npm")]
    public async Task A_client_that_the_SAP_Cloud_SDK_generates_from_the_metadata_gets_along_with_the_service()
    {
        var printed = await NodeScript.RunAsync("sap.js", new Uri(server.Address, "/odata").ToString());
        printed
            .Trim()
            .ShouldEndWith(
                """{"vendors":["PLANHAT"],"pages":[5,5],"inOrder":true,"counted":true,"batch":[3,2],"renamed":"Renamed by a generated client"}"""
            );
    }
}

using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed class PreconditionTests
{
    [Fact]
    [Produces(nameof(ErrorCodes.PreconditionRequired))]
    public async Task A_service_may_insist_on_a_condition()
    {
        await using var server = await RunningServer.StartAsync(("OData:RequireIfMatch", "true"), ("Sandbox:ProjectsPerVendor", "5"));
        var project = JsonElement
            .Parse(await server.Client.GetStringAsync("/odata/Projects?$filter=Vendor eq 'PLANHAT'&$top=1"))
            .GetProperty("value")[0];
        var path = $"/odata/Projects({project.GetProperty("Id").GetInt64()})";
        using var without = await PatchAsync(server, path, null);
        ((int)without.StatusCode).ShouldBe(428);
        (await without.Content.ReadAsStringAsync()).ShouldContain("PRECONDITION_REQUIRED");
        using var with = await PatchAsync(server, path, project.GetProperty("@odata.etag").GetString());
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> PatchAsync(RunningServer server, string path, string? match)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = new StringContent("""{"Name":"Conditional"}""", Encoding.UTF8, "application/json"),
        };
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        return await server.Client.SendAsync(request);
    }
}

using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Clients of front ends and scripts read the responses of a running service.</summary>
public sealed class ClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    private string Endpoint => new Uri(server.Address, "/graphql").ToString();

    [FactWith("node", "npm")]
    public async Task Apollo_joins_pages_keeps_one_object_an_id_and_asks_by_hash()
    {
        var project = (await server.Client.QueryAsync("{ projects(first: 1, where: { vendor: { eq: PLANHAT } }) { nodes { id } } }"))
            .GetProperty("projects")
            .GetProperty("nodes")[0]
            .GetProperty("id")
            .GetString()!;
        var expected = (await server.Client.QueryAsync("{ projects(first: 8, order: [{ dueDate: DESC }]) { nodes { id } } }"))
            .GetProperty("projects")
            .GetProperty("nodes")
            .Texts("id");

        var told = JsonDocument.Parse(await NodeScript.RunAsync("apollo.js", Endpoint, project)).RootElement;

        var pages = told.GetProperty("pages");
        pages.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).ShouldBe(expected);
        pages.GetProperty("more").GetBoolean().ShouldBeTrue();
        pages.GetProperty("requests").GetInt32().ShouldBe(0, "both pages are in the cache");

        var normalized = told.GetProperty("normalized");
        normalized.GetProperty("name").GetString().ShouldBe("Renamed by Apollo");
        normalized.GetProperty("node").GetString().ShouldBe("Renamed by Apollo");
        normalized.GetProperty("requests").GetInt32().ShouldBe(1, "only `node` was not asked before");

        told.GetProperty("posted")
            .ToString()
            .ShouldBe("""[{"rows":1,"methods":["POST","POST"],"texts":[false,true]},{"rows":1,"methods":["POST"],"texts":[false]}]""");
        told.GetProperty("got")
            .ToString()
            .ShouldBe("""[{"rows":1,"methods":["GET"],"texts":[false]},{"rows":1,"methods":["GET"],"texts":[false]}]""");

        var errors = told.GetProperty("errors");
        errors
            .GetProperty("heard")
            .EnumerateArray()
            .Select(each => each.GetProperty("codes")[0].GetString())
            .ShouldBe([ErrorCodes.GraphQLValidationFailed.Id, ErrorCodes.BadUserInput.Id, ErrorCodes.BadUserInput.Id]);
        errors.GetProperty("heard").EnumerateArray().ShouldAllBe(each => each.GetProperty("network").ValueKind == JsonValueKind.Null);
        errors.GetProperty("rows").GetInt32().ShouldBe(1, "a field that fails leaves the others");
        errors.GetProperty("bad").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [FactWith("node", "npm")]
    public async Task A_script_gets_rows_or_an_error_with_a_code()
    {
        var told = JsonDocument.Parse(await NodeScript.RunAsync("request.js", Endpoint)).RootElement;
        told.GetProperty("rows").GetInt32().ShouldBe(3);
        foreach (
            var (request, code) in (ReadOnlySpan<(string, ErrorCode)>)
                [
                    ("invalid", ErrorCodes.GraphQLValidationFailed),
                    ("syntax", ErrorCodes.GraphQLParseFailed),
                    ("variable", ErrorCodes.BadUserInput),
                    ("field", ErrorCodes.BadUserInput),
                ]
        )
            told.GetProperty(request)[0].GetString().ShouldBe(code.Id, request);
    }

    [FactWith("node", "npm")]
    public async Task No_valid_operation_meets_a_failure_of_the_service()
    {
        var told = JsonDocument.Parse(await NodeScript.RunAsync("soak.js", Endpoint, "1", "400")).RootElement;
        told.GetProperty("failures").EnumerateArray().Select(each => each.ToString()).ShouldBeEmpty();
        told.GetProperty("answered").GetInt32().ShouldBeGreaterThan(100);
    }
}

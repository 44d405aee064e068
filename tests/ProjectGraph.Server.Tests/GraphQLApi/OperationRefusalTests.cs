using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>What is wrong with an operation's input is found before any call, and said in the payload.</summary>
[Collection(SharedServer.Name)]
public sealed class OperationRefusalTests(RunningServer server)
{
    private readonly HttpClient http = server.Client;

    [Theory]
    [Produces(nameof(ErrorCodes.ConnectionRequired))]
    [Produces(nameof(ErrorCodes.InvalidInput))]
    [Produces(nameof(ErrorCodes.NotFound))]
    [Produces(nameof(ErrorCodes.NotFound))]
    [Produces(nameof(ErrorCodes.WrongConnection))]
    [Produces(nameof(ErrorCodes.ConnectionNotConfigured))]
    [Produces(nameof(ErrorCodes.RequiredField))]
    [Produces(nameof(ErrorCodes.UnsupportedField))]
    [Produces(nameof(ErrorCodes.WrongVendor))]
    [Produces(nameof(ErrorCodes.WrongVendorInput))]
    [InlineData("createProject(input: { name: \"x\" })", "VENDOR_ACCOUNT_REQUIRED")]
    [InlineData("createPlanhatProject(input: { name: \"x\", companyId: \"nonsense\" })", "INVALID_INPUT")]
    [InlineData("updateProject(input: { projectId: \"UHJvamVjdDo5OTk5OTk5\", name: \"x\" })", "NOT_FOUND")]
    [InlineData("createProject(input: { connectionId: $growCrm, name: \"x\" })", "REQUIRED_FIELD")]
    [InlineData("createProject(input: { connectionId: $planhat, name: \"x\", companyId: $company, description: \"no such field there\" })", "UNSUPPORTED_FIELD")]
    [InlineData("updatePlanhatProject(input: { projectId: $heatpunkProject, name: \"x\" })", "WRONG_VENDOR")]
    [InlineData("updateProject(input: { projectId: $heatpunkProject, connectionId: $planhat, name: \"x\" })", "WRONG_VENDOR_ACCOUNT")]
    [InlineData("createPlanhatProject(input: { connectionId: \"Q29ubmVjdGlvbjo5OTk5\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" })", "VENDOR_ACCOUNT_NOT_CONFIGURED")]
    [InlineData("createProject(input: { connectionId: $planhat, name: \"x\", companyId: $company, growCrm: { categoryId: 3 } })", "WRONG_VENDOR_INPUT")]
    public async Task A_refusal_names_its_code_and_sends_nothing(string mutation, string code)
    {
        var variables = await VariablesAsync();
        foreach (var (name, id) in variables) mutation = mutation.Replace('$' + name, JsonSerializer.Serialize(id), StringComparison.Ordinal);
        var payload = (await http.QueryAsync($"mutation {{ it: {mutation} {{ project {{ id }} operation {{ state request {{ url }} }} errors {{ code message }} }} }}")).GetProperty("it");
        payload.GetProperty("errors").Texts("code").ShouldContain(code, payload.ToString());
        payload.GetProperty("project").ValueKind.ShouldBe(JsonValueKind.Null);
        payload.GetProperty("operation").GetProperty("state").GetString().ShouldBe("REFUSED");
        payload.GetProperty("operation").GetProperty("request").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<Dictionary<string, string>> VariablesAsync()
    {
        var data = await http.QueryAsync(
            """
            { connections { nodes { id vendor } }
              companies(first: 1, where: { connection: { vendor: { eq: PLANHAT } } }) { nodes { id } }
              projects(first: 1, where: { vendor: { eq: HEATPUNK } }) { nodes { id } } }
            """);
        string Connection(string vendor) => data.GetProperty("connections").GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("vendor").GetString() == vendor).GetProperty("id").GetString()!;
        return new()
        {
            ["planhat"] = Connection("PLANHAT"),
            ["growCrm"] = Connection("GROW_CRM"),
            ["company"] = data.GetProperty("companies").GetProperty("nodes")[0].GetProperty("id").GetString()!,
            ["heatpunkProject"] = data.GetProperty("projects").GetProperty("nodes")[0].GetProperty("id").GetString()!,
        };
    }
}

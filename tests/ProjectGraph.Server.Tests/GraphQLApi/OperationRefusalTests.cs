using System.Text.Json;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>Errors of an operation's input are found before any call and returned in the payload.</summary>
[Collection(SharedServer.Name)]
public sealed class OperationRefusalTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    [Theory]
    [Produces(nameof(ErrorCodes.VendorAccountRequired))]
    [Produces(nameof(ErrorCodes.InvalidInput))]
    [Produces(nameof(ErrorCodes.NotFound))]
    [Produces(nameof(ErrorCodes.NotFound))]
    [Produces(nameof(ErrorCodes.WrongVendorAccount))]
    [Produces(nameof(ErrorCodes.VendorAccountNotConfigured))]
    [Produces(nameof(ErrorCodes.RequiredField))]
    [Produces(nameof(ErrorCodes.UnsupportedField))]
    [Produces(nameof(ErrorCodes.WrongVendor))]
    [Produces(nameof(ErrorCodes.WrongVendorInput))]
    [InlineData("no vendor account", "createProject(input: { name: \"x\" })")]
    [InlineData("malformed company", "createPlanhatProject(input: { name: \"x\", companyId: \"nonsense\" })")]
    [InlineData("unknown project", "updateProject(input: { projectId: \"UHJvamVjdDo5OTk5OTk5\", name: \"x\" })")]
    [InlineData("missing field", "createProject(input: { vendorAccountId: $growCrm, name: \"x\" })")]
    [InlineData(
        "field that the vendor has not",
        "createProject(input: { vendorAccountId: $planhat, name: \"x\", companyId: $company, description: \"no such field there\" })"
    )]
    [InlineData("project of another vendor", "updatePlanhatProject(input: { projectId: $heatpunkProject, name: \"x\" })")]
    [InlineData(
        "project of another account",
        "updateProject(input: { projectId: $heatpunkProject, vendorAccountId: $planhat, name: \"x\" })"
    )]
    [InlineData(
        "account that is not configured",
        "createPlanhatProject(input: { vendorAccountId: \"VmVuZG9yQWNjb3VudDo5OTk5\", name: \"x\", companyId: \"61006bc89a3e0b702ed8ea49\" })"
    )]
    [InlineData(
        "input of another vendor",
        "createProject(input: { vendorAccountId: $planhat, name: \"x\", companyId: $company, growCrm: { categoryId: 3 } })"
    )]
    public async Task A_refusal_names_its_code_and_sends_nothing(string @case, string mutation)
    {
        var variables = await VariablesAsync();
        foreach (var (name, id) in variables)
            mutation = mutation.Replace('$' + name, JsonSerializer.Serialize(id), StringComparison.Ordinal);
        var payload = (
            await _http.QueryAsync(
                $"mutation {{ it: {mutation} {{ project {{ id }} operation {{ state request {{ url }} }} errors {{ code message }} }} }}"
            )
        ).GetProperty("it");
        payload.ShouldMatchSnapshot(@case);
    }

    private async Task<Dictionary<string, string>> VariablesAsync()
    {
        var data = await _http.QueryAsync(
            """
            { vendorAccounts { nodes { id vendor } }
              companies(first: 1, where: { vendorAccount: { vendor: { eq: PLANHAT } } }) { nodes { id } }
              projects(first: 1, where: { vendor: { eq: HEATPUNK } }) { nodes { id } } }
            """
        );
        string Connection(string vendor) =>
            data.GetProperty("vendorAccounts")
                .GetProperty("nodes")
                .EnumerateArray()
                .Single(node => node.GetProperty("vendor").GetString() == vendor)
                .GetProperty("id")
                .GetString()!;
        return new()
        {
            ["planhat"] = Connection("PLANHAT"),
            ["growCrm"] = Connection("GROW_CRM"),
            ["company"] = data.GetProperty("companies").GetProperty("nodes")[0].GetProperty("id").GetString()!,
            ["heatpunkProject"] = data.GetProperty("projects").GetProperty("nodes")[0].GetProperty("id").GetString()!,
        };
    }
}

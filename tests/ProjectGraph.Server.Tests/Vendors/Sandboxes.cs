using System.Net.Http.Json;
using System.Text.Json;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.Vendors;

/// <summary>The other end of a running service: its vendors, as somebody else sees and changes them.</summary>
internal static class Sandboxes
{
    public static async Task FaultAsync(this HttpClient http, string vendor, params object[] faults)
    {
        using var answer = await http.PutAsJsonAsync($"/sandbox/{vendor}/_faults", new { faults });
        answer.EnsureSuccessStatusCode();
    }

    public static async Task<string> VendorAccountAsync(this HttpClient http, string name)
    {
        var data = await http.QueryAsync(
            "query($name: String!) { vendorAccounts(where: { name: { eq: $name } }) { nodes { id } } }",
            new { name }
        );
        return data.GetProperty("vendorAccounts").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }

    /// <summary>A project of a vendor: its global id and the vendor's.</summary>
    public static async Task<(string Id, string VendorId)> ProjectAsync(this HttpClient http, string vendor, int skip = 0)
    {
        var data = await http.QueryAsync(
            $"{{ projects(first: {skip + 1}, where: {{ vendor: {{ eq: {vendor} }} }}) {{ nodes {{ id vendorId }} }} }}"
        );
        var node = data.GetProperty("projects").GetProperty("nodes")[skip];
        return (node.GetProperty("id").GetString()!, node.GetProperty("vendorId").GetString()!);
    }

    public static async Task<JsonElement> MutateAsync(this HttpClient http, string mutation, CancellationToken cancellationToken = default)
    {
        using var answer = await http.PostAsJsonAsync(
            "/graphql",
            new
            {
                query = $"mutation {{ it: {mutation} {{ operation {{ id state progress response {{ status }} errors }} errors {{ code message vendorCode }} }} }}",
            },
            cancellationToken
        );
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement;
        body.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return body.GetProperty("data").GetProperty("it");
    }

    public static string State(this JsonElement payload) => payload.GetProperty("operation").GetProperty("state").GetString()!;

    public static string Code(this JsonElement payload)
    {
        payload.GetProperty("errors").ValueKind.ShouldBe(JsonValueKind.Array, payload.ToString());
        return payload.GetProperty("errors")[0].GetProperty("code").GetString()!;
    }

    /// <summary>Asks for the operation of a key until it is as it should be: the vendor is slow, this is not.</summary>
    public static async Task<JsonElement> OperationAsync(this HttpClient http, string key, Func<JsonElement, bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var data = await http.QueryAsync(
                "query($key: String!) { operations(where: { idempotencyKey: { eq: $key } }) { nodes { id state progress errors response { status } project { name } } } }",
                new { key }
            );
            var nodes = data.GetProperty("operations").GetProperty("nodes");
            if (nodes.GetArrayLength() > 0 && isThere(nodes[0]))
                return nodes[0];
        }
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.OData.Edm;
using ProjectGraph.Server.ODataApi;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Compares the payloads of responses with the metadata.</summary>
public sealed class PayloadTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    [Clause("O-8")]
    public async Task Every_member_of_an_answer_is_declared()
    {
        foreach (var set in PlanText.Model.Edm.EntityContainer.EntitySets())
        {
            var type = set.EntityType;
            foreach (
                var entity in (await server.GetAsync($"/{set.Name}?$top=3", ("Accept", "application/json;odata.metadata=full")))
                    .GetProperty("value")
                    .EnumerateArray()
            )
            {
                entity.GetProperty("@odata.type").GetString().ShouldBe("#" + type.FullTypeName());
                foreach (var member in entity.EnumerateObject())
                {
                    var name = member.Name.Split('@')[0];
                    if (name.Length > 0 && !name.StartsWith('#'))
                        type.FindProperty(name).ShouldNotBeNull($"{set.Name}.{member.Name}");
                }
            }
        }
    }

    [Theory]
    [InlineData("/Projects?$top=5&$expand=Company,Tags")]
    [InlineData("/Projects(3)")]
    [InlineData("/Companies?$count=true")]
    [Clause("O-9"), Clause("M-1")]
    public async Task A_client_that_skips_all_annotations_reads_the_same(string url)
    {
        var bare = await server.GetAsync(url, ("Accept", "application/json;odata.metadata=none"));
        foreach (var accept in (string[])["*/*", "application/json;odata.metadata=full", "application/json;metadata=minimal"])
            Values(await server.GetAsync(url, ("Accept", accept), ("OData-MaxVersion", "4.0"))).ShouldBe(Values(bare));
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    [Clause("M-1")]
    public async Task Control_information_has_its_prefix_in_every_version(string version)
    {
        // 4.0 allows only this name, and 4.01 allows it too.
        var answer = await server.GetAsync("/Projects?$top=1&$count=true", ("OData-MaxVersion", version));
        answer.EnumerateObject().Select(member => member.Name).ShouldBe(["@odata.context", "@odata.count", "value"]);
        answer.GetProperty("value")[0].TryGetProperty("@odata.etag", out _).ShouldBeTrue();
    }

    [Fact]
    [Clause("O-6")]
    public async Task What_the_service_does_not_know_breaks_nothing()
    {
        var plain = (await server.GetAsync("/Projects?$top=1")).GetRawText();
        (await server.GetAsync("/Projects?$top=1&custom=x&x-y=%27", ("X-Custom", "x"), ("Prefer", "custom.preference=1")))
            .GetRawText()
            .ShouldBe(plain);
    }

    [Theory]
    [InlineData("POST", "/Projects", "{")]
    [InlineData("POST", "/Projects", "[]")]
    [InlineData("PATCH", "/Projects(1)", """{"Nope":1}""")]
    [InlineData("PATCH", "/Projects(999)", "nonsense")]
    [InlineData("PUT", "/Projects(1)/Name", "nonsense")]
    [InlineData("POST", "/Projects(1)/Tags", "nonsense")]
    [InlineData("POST", "/Projects(1)/Assignees/$ref", "nonsense")]
    [InlineData("POST", "/Projects(1)/ArchiveProject", "nonsense")]
    [InlineData("POST", "/CreateProject", """{"Nope":1}""")]
    [InlineData("POST", "/SyncVendorAccount", "nonsense")]
    public async Task Who_may_not_change_anything_is_told_so_whatever_the_body_holds(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new(method), "/odata" + path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Caller-Role", "Reader");
        using var response = await server.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, await response.Content.ReadAsStringAsync());
    }

    private static string Values(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "{"
                + string.Join(
                    ',',
                    element
                        .EnumerateObject()
                        .Where(member => !member.Name.Contains('@') && !member.Name.StartsWith('#'))
                        .Select(member => $"{member.Name}:{Values(member.Value)}")
                )
                + "}",
            JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Values)) + "]",
            _ => element.GetRawText(),
        };
}

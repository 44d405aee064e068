using System.Text;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Productive;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_documents_example_is_read_whole()
    {
        var project = Map(ProductivePrinted.Project("648", "1018", "47.229"));

        project.ShouldMatchSnapshot();
    }

    [Fact]
    public void Included_records_give_the_names()
    {
        var resource = ProductivePrinted.Project(
            "1",
            "1",
            "47.229",
            """{"custom_fields":{"7":"x","8":[1,2],"9":null},"archived_at":"2025-07-01T00:30:00.000+02:00"}"""
        );
        resource["relationships"]!["company"] = JsonNode.Parse("""{"data":{"type":"companies","id":"25"}}""");
        resource["relationships"]!["project_manager"] = JsonNode.Parse("""{"data":{"type":"people","id":"35"}}""");
        resource["relationships"]!["workflow"] = JsonNode.Parse("""{"data":{"type":"workflows","id":"74"}}""");

        var project = Map(
            resource,
            """
            [{"type":"companies","id":"25","attributes":{"name":"Acme"}},{"type":"people","id":"35","attributes":{"first_name":"Ada","last_name":"Byron","email":"ada@x.io"}}]
            """
        );

        (project.Company!.VendorId, project.Company.Name).ShouldBe(("25", "Acme"));
        (project.Managers.Single().VendorId, project.Managers[0].Name, project.Managers[0].Email).ShouldBe(("35", "Ada Byron", "ada@x.io"));
        project.Productive!.WorkflowId.ShouldBe("74");
        (project.Archived, project.ArchivedAt).ShouldBe((true, new DateTimeOffset(2025, 6, 30, 22, 30, 0, TimeSpan.Zero)));
        project.CustomFields.Select(field => (field.Name, field.Value)).ShouldBe([("7", "x"), ("8", "[1,2]"), ("9", null)]);
    }

    [Theory]
    [InlineData("""{"name":{}}""", "name")]
    [InlineData("""{"project_type_id":"client"}""", "project_type_id")]
    [InlineData("""{"created_at":"yesterday"}""", "created_at")]
    [InlineData("""{"custom_fields":[]}""", "custom_fields")]
    public void An_unreadable_record_names_the_place(string changes, string place) =>
        Should.Throw<VendorReadException>(() => Map(ProductivePrinted.Project("1", "1", "47.229", changes))).Message.ShouldContain(place);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{"type":"projects"},"included":[1,{"id":2},{}]}""")]
    public void What_is_no_project_document_is_refused(string body) => Should.Throw<VendorReadException>(() => Read(body).MapProject(Now));

    private static Project Map(JsonObject resource, string included = "[]") =>
        Read(
                new JsonObject
                {
                    ["data"] = resource,
                    ["included"] = JsonNode.Parse(included),
                    ["meta"] = new JsonObject(),
                }.ToJsonString()
            )
            .MapProject(Now);

    private static ProductiveDocument Read(string body) =>
        ProductiveDocument.Parse(new VendorResponse(200, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)));
}

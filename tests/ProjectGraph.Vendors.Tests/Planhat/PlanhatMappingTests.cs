using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Planhat;

namespace ProjectGraph.Vendors.Tests.Planhat;

public sealed class PlanhatMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_documents_example_is_read_whole()
    {
        const string Document = """
            {"_id":"609a88660b73992504816060","companyId":"609975100b73992504810554","companyName":"Tenet","name":"SAP Integration","__v":0,
             "startDate":"2021-05-12T03:00:00.000Z","custom":{"Notes":"","Product":["Product A"],"t123":"undefined","Week No":29.285714285714285,"None":null},
             "mrr":1000,"newKey":{"a":1}}
            """;

        var project = Map(Document);

        project.ShouldMatchSnapshot();
    }

    [Theory]
    [InlineData("""{"name":"no id"}""", "_id")]
    [InlineData("""{"_id":"x","name":{}}""", "name")]
    [InlineData("""{"_id":"x","mrr":"much"}""", "mrr")]
    [InlineData("""{"_id":"x","mrr":1e20}""", "mrr")]
    [InlineData("""{"_id":"x","startDate":"tomorrow"}""", "startDate")]
    [InlineData("""{"_id":"x","custom":[]}""", "custom")]
    [InlineData("[]", "_id")]
    public void An_unreadable_record_names_the_place(string document, string place) =>
        Should.Throw<VendorReadException>(() => Map(document)).Message.ShouldContain(place);

    [Theory]
    [InlineData("2026-12-31T23:30:00.000-02:00", 2027, 1, 1)]
    [InlineData("2026-12-31", 2026, 12, 31)]
    public void A_day_is_the_day_in_UTC(string text, int year, int month, int day) =>
        Map($$"""{"_id":"x","endDate":"{{text}}"}""").DueDate.ShouldBe(new DateOnly(year, month, day));

    private static Project Map(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return PlanhatMapping.MapProject(parsed.RootElement.Clone(), Now);
    }
}

using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Heatpunk;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

public sealed class HeatpunkMappingTests
{
    private const string Example = """
        {"ID":1353680,"owner":27091,"dateCreated":"2025-09-01T09:14:30.000Z","dateModified":"2025-12-04T11:52:18.000Z",
         "projectName":"Mon Sep 01 2025","customerName":"","address":"105 Sample Road Cambridge Cambridgeshire","postcode":"CB1 3QD",
         "lat":52.193912506103516,"lng":0.15014299750328064,"status":"Lead","newKey":[1]}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_documents_example_is_read_whole()
    {
        var project = Map(Example);

        project.ShouldMatchSnapshot();
    }

    [Fact]
    public void What_was_read_is_written_as_it_was()
    {
        var own = Map(Example).Heatpunk!;

        var meta = HeatpunkMeta.Build(
            new UpdateHeatpunkProjectInput
            {
                Address = own.Address,
                Postcode = own.Postcode,
                Lat = own.Lat,
                Lng = own.Lng,
                CustomerName = own.CustomerName,
                Status = HeatpunkStatuses.Parse(Map(Example).VendorStatus!),
            }
        );

        using var example = JsonDocument.Parse(Example);
        foreach (var (name, value) in meta)
            JsonElement.DeepEquals(JsonSerializer.SerializeToElement(value), example.RootElement.GetProperty(name)).ShouldBeTrue(name);
    }

    [Theory]
    [InlineData("Lead", ProjectStatus.NotStarted)]
    [InlineData("Quote", ProjectStatus.NotStarted)]
    [InlineData("Sale", ProjectStatus.InProgress)]
    [InlineData("Install", ProjectStatus.InProgress)]
    [InlineData("Completed", ProjectStatus.Completed)]
    [InlineData("Rejected", ProjectStatus.Cancelled)]
    [InlineData("Snagging", ProjectStatus.Unknown)]
    [InlineData("", null)]
    public void A_status_reads_as(string word, ProjectStatus? status)
    {
        var project = Map($$"""{"ID":1,"status":"{{word}}"}""");

        (project.Status, project.VendorStatus).ShouldBe((status, word.Length == 0 ? null : word));
    }

    [Fact]
    public void Numbers_may_come_as_texts_and_everything_but_the_id_may_be_missing()
    {
        Map("""{"ID":"7","owner":"5","lat":"1.5"}""").VendorId.ShouldBe("7");
        Map("""{"ID":7,"owner":null,"lat":null,"status":null,"customerName":null}""").Owner.ShouldBeNull();
    }

    [Fact]
    public void The_only_email_address_in_a_list_is_the_requesting_users()
    {
        using var answer = JsonDocument.Parse($$"""{"projects":[{{Example}}],"ownerEmail":"a@example.com","ownerID":27091}""");

        var list = HeatpunkMapping.ReadList(answer.RootElement.Clone());

        HeatpunkMapping.MapProject(list.Rows[0], list.RequestingUser, Now).Owner!.Email.ShouldBe("a@example.com");
    }

    [Theory]
    [InlineData("""{"projectName":"no id"}""", "ID", null)]
    [InlineData("""{"ID":{}}""", "ID", null)]
    [InlineData("""{"ID":1,"projectName":{}}""", "projectName", "1")]
    [InlineData("""{"ID":"2","lat":"north"}""", "lat", "2")]
    [InlineData("""{"ID":1,"dateCreated":"yesterday"}""", "dateCreated", "1")]
    [InlineData("[]", "ID", null)]
    [InlineData("null", "null", null)]
    public void An_unreadable_record_names_the_place(string document, string place, string? id)
    {
        Should.Throw<VendorReadException>(() => Map(document)).Message.ShouldContain(place);
        using var parsed = JsonDocument.Parse(document);
        HeatpunkMapping.FindId(parsed.RootElement).ShouldBe(id);
    }

    private static Project Map(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return HeatpunkMapping.MapProject(parsed.RootElement.Clone(), requestingUser: null, Now);
    }
}

using System.Xml.Linq;

namespace ProjectGraph.Server;

/// <summary>
/// An Office Data Connection ([MS-ODCFF] 2.7.1.1) with a Power Query: Excel's older data feed connection speaks OData 3 at most.
/// </summary>
internal static class ExcelFile
{
    private static readonly XNamespace html = "http://www.w3.org/TR/REC-html40";
    private static readonly XNamespace odc = "urn:schemas-microsoft-com:office:odc";
    private static readonly XNamespace mashup = "http://schemas.microsoft.com/DataMashup";
    private static readonly XNamespace instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static string Write(FeedAddress feed) => new XElement(
        html + "html",
        new XElement(
            html + "head",
            Meta("http-equiv", "Content-Type", "text/x-ms-odc; charset=utf-8"),
            Meta("name", "ProgId", "ODC.Database"),
            Meta("name", "SourceType", "OLEDB"),
            new XElement(html + "title", $"ProjectGraph {feed.Set}"),
            new XElement(html + "xml", new XAttribute("id", "msodc"), Connection(feed)))).ToString();

    private static XElement Meta(string attribute, string name, string content) =>
        new(html + "meta", new XAttribute(attribute, name), new XAttribute("content", content));

    private static XElement Connection(FeedAddress feed) => new(
        odc + "OfficeDataConnection",
        new XAttribute(XNamespace.Xmlns + "odc", odc),
        new XElement(
            odc + "PowerQueryConnection",
            new XAttribute(odc + "Type", "OLEDB"),
            new XElement(odc + "ConnectionString", $"Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={feed.Set};Extended Properties=\"\""),
            new XElement(odc + "CommandType", "SQL"),
            new XElement(odc + "CommandText", $"SELECT * FROM [{feed.Set}]")),
        new XElement(odc + "PowerQueryMashupData", Mashup(feed).ToString(SaveOptions.DisableFormatting)));

    // [MS-QDEIF]: the text of this document is the content of an element of the other.
    private static XElement Mashup(FeedAddress feed) => new(
        mashup + "Mashup",
        new XAttribute(XNamespace.Xmlns + "xsi", instance),
        new XElement(mashup + "Client", "EXCEL"),
        new XElement(mashup + "Version", "2.59.0.0"),
        new XElement(mashup + "MinVersion", "2.21.0.0"),
        new XElement(mashup + "Culture", "en-US"),
        new XElement(mashup + "SafeCombine", "true"),
        new XElement(
            mashup + "Items",
            new XElement(
                mashup + "Query",
                new XAttribute("Name", feed.Set),
                new XElement(mashup + "Formula", new XCData(Formula(feed))),
                Nil("IsParameterQuery"),
                Nil("IsDirectQuery"))));

    private static XElement Nil(string name) => new(mashup + name, new XAttribute(instance + "nil", "true"));

    private static string Formula(FeedAddress feed) =>
        $$"""
        let
            Source = OData.Feed({{Text(feed.Root)}}, null, [Implementation = "2.0"]),
            Set = Source{[Name = {{Text(feed.Set)}}, Signature = "table"]}[Data]
        in
            Set
        """;

    private static string Text(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using System.Xml.Linq;

namespace ProjectGraph.Server;

/// <summary>
/// Writes an Office Data Connection ([MS-ODCFF] 2.7.1.1) with a Power Query. Excel's older data feed connection supports OData 3
/// at most.
/// </summary>
internal static class ExcelFile
{
    private static readonly XNamespace Html = "http://www.w3.org/TR/REC-html40";
    private static readonly XNamespace Odc = "urn:schemas-microsoft-com:office:odc";
    private static readonly XNamespace MashupNamespace = "http://schemas.microsoft.com/DataMashup";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static string Write(FeedAddress feed) =>
        new XElement(
            Html + "html",
            new XElement(
                Html + "head",
                Meta("http-equiv", "Content-Type", "text/x-ms-odc; charset=utf-8"),
                Meta("name", "ProgId", "ODC.Database"),
                Meta("name", "SourceType", "OLEDB"),
                new XElement(Html + "title", $"ProjectGraph {feed.Set}"),
                new XElement(Html + "xml", new XAttribute("id", "msodc"), Connection(feed))
            )
        ).ToString();

    private static XElement Meta(string attribute, string name, string content) =>
        new(Html + "meta", new XAttribute(attribute, name), new XAttribute("content", content));

    private static XElement Connection(FeedAddress feed) =>
        new(
            Odc + "OfficeDataConnection",
            new XAttribute(XNamespace.Xmlns + "odc", Odc),
            new XElement(
                Odc + "PowerQueryConnection",
                new XAttribute(Odc + "Type", "OLEDB"),
                new XElement(
                    Odc + "ConnectionString",
                    $"Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={feed.Set};Extended Properties=\"\""
                ),
                new XElement(Odc + "CommandType", "SQL"),
                new XElement(Odc + "CommandText", $"SELECT * FROM [{feed.Set}]")
            ),
            new XElement(Odc + "PowerQueryMashupData", Mashup(feed).ToString(SaveOptions.DisableFormatting))
        );

    // [MS-QDEIF]: an element of the other document contains this document as text.
    private static XElement Mashup(FeedAddress feed) =>
        new(
            MashupNamespace + "Mashup",
            new XAttribute(XNamespace.Xmlns + "xsi", Instance),
            new XElement(MashupNamespace + "Client", "EXCEL"),
            new XElement(MashupNamespace + "Version", "2.59.0.0"),
            new XElement(MashupNamespace + "MinVersion", "2.21.0.0"),
            new XElement(MashupNamespace + "Culture", "en-US"),
            new XElement(MashupNamespace + "SafeCombine", "true"),
            new XElement(
                MashupNamespace + "Items",
                new XElement(
                    MashupNamespace + "Query",
                    new XAttribute("Name", feed.Set),
                    new XElement(MashupNamespace + "Formula", new XCData(Formula(feed))),
                    Nil("IsParameterQuery"),
                    Nil("IsDirectQuery")
                )
            )
        );

    private static XElement Nil(string name) => new(MashupNamespace + name, new XAttribute(Instance + "nil", "true"));

    private static string Formula(FeedAddress feed) =>
        $$"""
            let
                Source = OData.Feed({{Quote(feed.Root)}}, null, [Implementation = "2.0"]),
                Set = Source{[Name = {{Quote(feed.Set)}}, Signature = "table"]}[Data]
            in
                Set
            """;

    private static string Quote(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

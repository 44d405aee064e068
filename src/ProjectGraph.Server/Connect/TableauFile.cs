using System.Xml.Linq;

namespace ProjectGraph.Server;

/// <summary>Writes a data source of Tableau (TDS) with one set as a table. Tableau makes an extract of it.</summary>
internal static class TableauFile
{
    private const string Name = "odata.projectgraph";
    private static readonly XNamespace User = "http://www.tableausoftware.com/xml/user";

    public static string Write(FeedAddress feed) =>
        "<?xml version='1.0' encoding='utf-8' ?>\n"
        + new XElement(
            "datasource",
            new XAttribute("formatted-name", $"ProjectGraph {feed.Set}"),
            new XAttribute("inline", "true"),
            new XAttribute("source-platform", "win"),
            new XAttribute("version", "18.1"),
            new XAttribute(XNamespace.Xmlns + "user", User),
            new XElement(
                "connection",
                new XAttribute("class", "federated"),
                new XElement("named-connections", Connection(feed)),
                new XElement(
                    "relation",
                    new XAttribute("connection", Name),
                    new XAttribute("name", feed.Set),
                    new XAttribute("table", $"[{feed.Set}]"),
                    new XAttribute("type", "table")
                )
            )
        )
        + "\n";

    private static XElement Connection(FeedAddress feed) =>
        new(
            "named-connection",
            new XAttribute("caption", "ProjectGraph"),
            new XAttribute("name", Name),
            new XElement(
                "connection",
                new XAttribute("authentication", "username-password"),
                new XAttribute("class", "odata"),
                new XAttribute("server", feed.Root),
                new XAttribute("username", "")
            )
        );
}

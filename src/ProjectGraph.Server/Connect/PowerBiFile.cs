using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Server;

/// <summary>Writes a data source file of Power BI Desktop (PBIDS), which opens the navigator with all sets.</summary>
internal static class PowerBiFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(FeedAddress feed) =>
        new JsonObject
        {
            ["version"] = "0.1",
            ["connections"] = new JsonArray(
                new JsonObject
                {
                    ["details"] = new JsonObject
                    {
                        ["protocol"] = "odata",
                        ["address"] = new JsonObject { ["url"] = feed.Root },
                    },
                    ["options"] = new JsonObject(),
                    ["mode"] = "Import",
                }
            ),
        }.ToJsonString(Indented);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Http;

/// <summary>Writes JSON for requests and the operation log. Accents and quotes are not escaped.</summary>
public static class VendorJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? node) => node?.ToJsonString(Options) ?? "null";
}

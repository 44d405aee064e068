using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Http;

/// <summary>How JSON goes out and is recorded: accents and quotes as they are, not as escapes.</summary>
public static class VendorJson
{
    private static readonly JsonSerializerOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode? node) => node?.ToJsonString(options) ?? "null";
}

using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Returns parts of a logged operation for snapshots.</summary>
internal static class OperationPayloads
{
    /// <summary>The request to the vendor, and the status of the vendor's response to it.</summary>
    public static object Request(this Operation operation) =>
        new
        {
            method = operation.RequestMethod,
            url = operation.RequestUrl,
            headers = Json(operation.RequestHeaders),
            body = Json(operation.RequestBody),
            responseStatus = operation.ResponseStatus,
        };

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);
}

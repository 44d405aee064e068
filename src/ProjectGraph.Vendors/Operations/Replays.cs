using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>The earlier answer to the same question, from the operation log.</summary>
internal static class Replays
{
    public static OperationResult Of(OperationStart.Replay replay)
    {
        var entry = replay.Operation;
        var deleted = entry.State == OperationState.Succeeded && ResultOf(entry.Name) == OperationResultKind.Deletion;
        return new(entry.Id, entry.State, deleted ? [] : replay.ProjectIds, Errors(entry))
        {
            Extra = Extra(entry),
            Replayed = true,
            DeletedProjectId = deleted ? entry.ProjectId : null,
        };
    }

    private static OperationResultKind? ResultOf(string name) =>
        VendorRegistry.FindOperation(name)?.Result ?? UnifiedOperations.Find(name)?.Result;

    private static List<OperationError> Errors(Operation entry) =>
        entry.ErrorsJson is { } json ? JsonSerializer.Deserialize<List<OperationError>>(json, JsonSerializerOptions.Web) ?? [] : [];

    private static System.Text.Json.Nodes.JsonNode? Extra(Operation entry)
    {
        if (entry.ResponseBody is not { } body || entry.Vendor is not { } vendor) return null;
        var operation = VendorRegistry.FindOperation(entry.Name)
            ?? VendorRegistry.Find(vendor)?.Unified.FirstOrDefault(support => support.Name == entry.Name)?.Operation;
        using var document = JsonDocument.Parse(body);
        return operation?.Report(document.RootElement);
    }
}

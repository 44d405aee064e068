using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Creates the result of a repeated request from the operation log.</summary>
internal static class ReplayedResults
{
    public static OperationResult FromLog(VendorRegistry vendors, OperationStart.Replay replay)
    {
        var entry = replay.Operation;
        var deleted = entry.State == OperationState.Succeeded && GetResultKind(vendors, entry.Name) == OperationResultKind.Deletion;
        return new(entry.Id, entry.State, deleted ? [] : replay.ProjectIds, ReadErrors(entry))
        {
            Extra = ReadReport(vendors, entry),
            Replayed = true,
            DeletedProjectId = deleted ? entry.ProjectId : null,
        };
    }

    private static OperationResultKind? GetResultKind(VendorRegistry vendors, string name) =>
        vendors.FindOperation(name)?.Result ?? vendors.FindUnified(name)?.Result;

    private static List<OperationError> ReadErrors(Operation entry) =>
        entry.ErrorsJson is { } json
        && JsonSerializer.Deserialize<List<OperationError>>(json, JsonSerializerOptions.Web) is { Count: > 0 } recorded
            ? recorded
        : entry.State is OperationState.Unknown ? [OperationError.CreateUnknownOutcome(entry.Id, "The vendor's response is not known.")]
        : [];

    private static System.Text.Json.Nodes.JsonNode? ReadReport(VendorRegistry vendors, Operation entry)
    {
        if (entry.ResponseBody is not { } body || entry.Vendor is not { } vendor)
            return null;
        var operation = vendors.FindOperation(entry.Name)
            ?? vendors.Find(vendor)?.Unified.FirstOrDefault(support => support.Name == entry.Name)?.Operation;
        using var document = JsonDocument.Parse(body);
        return operation?.ReadReport(document.RootElement);
    }
}

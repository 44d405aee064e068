using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>Splits a bulk that is too large for one request. The parts run one after the other, each as an operation of its own.</summary>
internal static class UpsertParts
{
    private const string PartSuffix = " from item ";

    /// <summary>Null if one request is enough.</summary>
    public static IReadOnlyList<OperationCall>? Split(OperationCall call, int chunk)
    {
        if (call.Input.GetValueOrDefault("projects") is not { } given || InputValue.GetItems(given) is not { } items)
            return null;
        var parts = items.Chunk(chunk).ToList();
        return parts.Count < 2 ? null : [.. parts.Select((part, index) => CreatePart(call, part, index * chunk))];
    }

    /// <summary>Combines the results of parts. The state is that of the last part, since no part runs after a failed one.</summary>
    public static OperationResult Combine(OperationResult whole, OperationResult part, OperationCall call) =>
        part with
        {
            OperationId = part.State is OperationState.Succeeded or OperationState.Planned ? whole.OperationId : part.OperationId,
            ProjectIds = [.. whole.ProjectIds, .. part.ProjectIds],
            Errors = [.. whole.Errors, .. part.Errors.Select(error => error with { Message = error.Message + DescribePart(call) })],
            Losses = [.. whole.Losses, .. part.Losses],
            Extra = Combine(whole.Extra as JsonObject, part.Extra as JsonObject),
        };

    private static OperationCall CreatePart(OperationCall call, object?[] items, int start)
    {
        var input = new Dictionary<string, object?>(call.Input) { ["projects"] = items.ToList() };
        var common =
            start == 0 || call.Common.IdempotencyKey is not { } key
                ? call.Common
                : call.Common with
                {
                    IdempotencyKey = $"{key}{PartSuffix}{start}",
                };
        return call with { Input = input, Common = common };
    }

    private static string DescribePart(OperationCall call) =>
        call.Common.IdempotencyKey is { } key && key.LastIndexOf(PartSuffix, StringComparison.Ordinal) is >= 0 and var at
            ? $" (items are counted{key[at..]})"
            : "";

    /// <summary>Adds numbers and concatenates lists.</summary>
    private static JsonObject? Combine(JsonObject? one, JsonObject? other)
    {
        if (one is null || other is null)
            return one ?? other;
        var joined = new JsonObject();
        foreach (var (name, value) in one)
        {
            joined[name] = (value, other[name]) switch
            {
                (JsonArray left, JsonArray right) => new JsonArray([.. left.Concat(right).Select(item => item?.DeepClone())]),
                (JsonValue left, JsonValue right) => left.GetValue<int>() + right.GetValue<int>(),
                _ => value?.DeepClone(),
            };
        }
        return joined;
    }
}

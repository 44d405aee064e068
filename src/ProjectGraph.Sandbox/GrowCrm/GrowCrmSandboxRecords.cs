using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>Provides the properties of all kinds of record: numeric ids, references with a name, times to the microsecond.</summary>
internal static class GrowCrmSandboxRecords
{
    /// <summary>Lower ids belong to the documents' examples.</summary>
    private const long FirstId = 1001;

    /// <summary>The kinds of record that are deleted with their project.</summary>
    public static readonly IReadOnlyList<string> ProjectCollections = ["milestones", "tasks", "files", "invoices", "estimates", "timers"];

    public static JsonObject Add(SandboxStore store, string collection, JsonObject values)
    {
        var record = new JsonObject { ["id"] = store.Next(collection, FirstId) };
        foreach (var (name, value) in values)
            record[name] = value?.DeepClone();
        Put(store, collection, record);
        return record;
    }

    public static void Put(SandboxStore store, string collection, JsonObject record) => store[collection].Put(Key(record), record);

    /// <summary>
    /// Returns the id as the store's key. Numbers read from JSON and numbers created here differ in type but not in text.
    /// </summary>
    public static string Key(JsonObject record) => record["id"]!.ToJsonString();

    public static bool RefersTo(JsonObject record, string name, string key) =>
        record[name] is JsonObject reference && Key(reference) == key;

    /// <summary>Returns the records that refer to this one, as a copy, so that the collection may change during iteration.</summary>
    public static IReadOnlyList<JsonObject> FindReferring(SandboxStore store, string collection, string name, string key) =>
        [.. store[collection].Rows.Where(row => RefersTo(row, name, key)).Select(row => (JsonObject)row.DeepClone())];

    public static JsonObject Reference(JsonObject record) =>
        new() { ["id"] = record["id"]!.DeepClone(), ["name"] = (record["company_name"] ?? record["name"])!.DeepClone() };

    public static JsonArray References(IEnumerable<JsonObject> records) => [.. records.DistinctBy(Key).Select(Reference)];

    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject CreateTimestamps(DateTimeOffset now) => new() { ["created"] = Instant(now), ["updated"] = Instant(now) };
}

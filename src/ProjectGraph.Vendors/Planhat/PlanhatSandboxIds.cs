using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Planhat's three ways to name a record: its objectId, <c>extid-…</c> and <c>srcid-…</c> (the "keyables").</summary>
internal static class PlanhatSandboxIds
{
    private const string ExternalPrefix = "extid-";
    private const string SourcePrefix = "srcid-";

    public static bool IsObjectId(string? text) => text is { Length: 24 } && text.All(char.IsAsciiHexDigit);

    /// <summary>
    /// MongoDB's objectId: four bytes of seconds, five of machine and process, three of a counter. The machine and the place
    /// where the counter starts are those of the documents' example, so ids look like the printed ones and repeat from run to run.
    /// </summary>
    public static string New(SandboxStore store, DateTimeOffset now)
    {
        var counter = store.Next("objectId", first: 0x5e8db2) & 0xFFFFFF;
        return string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds() & 0xFFFFFFFF:x8}72c0e0884d{counter:x6}");
    }

    /// <summary>Null when nobody has it. A prefix is always read as one, also where an id of the caller's begins that way.</summary>
    /// <exception cref="SandboxProblem">400: neither a prefix nor an objectId.</exception>
    public static JsonObject? Find(SandboxCollection records, string key)
    {
        if (key.StartsWith(ExternalPrefix, StringComparison.Ordinal)) return records.Find("externalId", key[ExternalPrefix.Length..]);
        if (key.StartsWith(SourcePrefix, StringComparison.Ordinal)) return records.Find("sourceId", key[SourcePrefix.Length..]);
        return records.Get(ObjectId(key));
    }

    public static string ObjectId(string key) =>
        IsObjectId(key) ? key.ToLowerInvariant() : throw new SandboxProblem(400, $"'{key}' is not an objectId.");

    public static JsonObject? Company(SandboxStore store, string? key) =>
        string.IsNullOrEmpty(key) ? null : Find(store[PlanhatSandboxModel.Companies.Collection], key);
}

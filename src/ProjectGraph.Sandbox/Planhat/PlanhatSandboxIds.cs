using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>
/// Creates and resolves Planhat's three keys of a record: its object id, <c>extid-…</c> and <c>srcid-…</c> (the "keyables").
/// </summary>
internal static class PlanhatSandboxIds
{
    private const string ExternalPrefix = "extid-";
    private const string SourcePrefix = "srcid-";

    public static bool IsObjectId(string? text) => text is { Length: 24 } && text.All(char.IsAsciiHexDigit);

    /// <summary>
    /// Creates a MongoDB object id: four bytes of seconds, five of machine and process, three of a counter. The machine and the
    /// counter's start are those of the documents' example. So ids look like the printed ones and are the same in every run.
    /// </summary>
    public static string New(SandboxStore store, DateTimeOffset now)
    {
        var counter = store.Next("objectId", first: 0x5e8db2) & 0xFFFFFF;
        return string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds() & 0xFFFFFFFF:x8}72c0e0884d{counter:x6}");
    }

    /// <summary>Returns null if no record has the key. A prefix is always interpreted, even if a caller's own id begins with it.</summary>
    /// <exception cref="SandboxException">400: the key is neither prefixed nor an object id.</exception>
    public static JsonObject? Find(SandboxCollection records, string key)
    {
        if (key.StartsWith(ExternalPrefix, StringComparison.Ordinal))
            return records.Find("externalId", key[ExternalPrefix.Length..]);
        if (key.StartsWith(SourcePrefix, StringComparison.Ordinal))
            return records.Find("sourceId", key[SourcePrefix.Length..]);
        return records.Get(ObjectId(key));
    }

    public static string ObjectId(string key) =>
        IsObjectId(key) ? key.ToLowerInvariant() : throw new SandboxException(400, $"'{key}' is not an objectId.");

    public static JsonObject? Company(SandboxStore store, string? key) =>
        string.IsNullOrEmpty(key) ? null : Find(store[PlanhatSandboxModel.Companies.Collection], key);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Creates ids, addresses and times in the documents' formats.</summary>
internal static class CoreDataSandboxIds
{
    private static readonly DateTimeOffset Gregorian = new(1582, 10, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Creates a UUID of version 1: the time in steps of 100 ns, made unique by a counter, and the examples' node.</summary>
    public static string Uuid(SandboxStore store, DateTimeOffset now)
    {
        var counter = store.Next("uuid");
        var time = (now - Gregorian).Ticks + counter;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{time & 0xFFFFFFFF:x8}-{(time >> 32) & 0xFFFF:x4}-1{(time >> 48) & 0xFFF:x3}-{0x8000 | (counter & 0x3FFF):x4}-ef9b9d43eefb"
        );
    }

    /// <summary>Returns null if the id is invalid or unknown.</summary>
    public static JsonObject? Find(SandboxStore store, string collection, string? id) => id is null ? null : store[collection].Get(id);

    /// <exception cref="SandboxException">404, also for an id that is not a UUID.</exception>
    public static JsonObject Existing(SandboxRequest request, string collection, string name = "id") =>
        request.Store[collection].Get(request[name]) ?? throw new SandboxException(404, "");

    /// <summary>Returns the address without the host and without a base path: the part after $COREDATA_BASE_URL.</summary>
    public static string Uri(string collection, string id) => $"/api/v2/{collection}/{id}/";

    /// <summary>Formats a time without time zone and fraction.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Returns an identifier such as <c>2024-3</c>, counted per year and never reused.</summary>
    public static string Identifier(SandboxStore store, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{year}-{store.Next(Counter(year))}");

    public static string Counter(int year) => string.Create(CultureInfo.InvariantCulture, $"identifier-{year}");
}

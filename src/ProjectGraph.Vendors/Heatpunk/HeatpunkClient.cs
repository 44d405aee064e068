using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Reads Heatpunk's one documented list: the projects that a user can see, by creation day.</summary>
internal sealed class HeatpunkClient(VendorChannel channel)
{
    /// <summary>A day before the first project.</summary>
    public static readonly DateOnly EarliestDay = new(2000, 1, 1);

    /// <summary>Tomorrow in UTC: the vendor's clock or time zone may be ahead.</summary>
    public DateOnly LatestDay => ToUtcDay(channel.Time.GetUtcNow()).AddDays(1);

    public async Task<HeatpunkList> ListAsync(string userEmail, DateOnly start, DateOnly end, CancellationToken cancellationToken)
    {
        var request = new VendorRequest("POST", "projects/list")
        {
            Body = new JsonObject
            {
                ["userEmail"] = userEmail,
                ["start"] = FormatDay(start),
                ["end"] = FormatDay(end),
            },
        };
        var response = await channel.GetAsync(request, cancellationToken);
        return HeatpunkMapping.ReadList(response.Json());
    }

    /// <summary>Returns one project, or null if the user cannot see it.</summary>
    /// <param name="created">The creation time, if known. Those days are searched first, then all days.</param>
    public async Task<Project?> FindProjectAsync(
        string userEmail,
        string vendorId,
        DateTimeOffset? created,
        CancellationToken cancellationToken
    )
    {
        if (
            created is { } instant
            && await FindInRangeAsync(userEmail, vendorId, ToUtcDay(instant).AddDays(-1), ToUtcDay(instant).AddDays(1), cancellationToken)
                is { } found
        )
            return found;
        return await FindInRangeAsync(userEmail, vendorId, EarliestDay, LatestDay, cancellationToken);
    }

    /// <summary>
    /// GET /projects/data. The document names it without describing it. According to the help pages it contains the customer's e-mail
    /// address and telephone number. Returns null if the project or the path does not exist.
    /// </summary>
    public async Task<JsonElement?> FindProjectDataAsync(string userEmail, string vendorId, CancellationToken cancellationToken)
    {
        var request = new VendorRequest("GET", "projects/data")
        {
            ContentType = null,
            Query = [KeyValuePair.Create("projectId", vendorId), KeyValuePair.Create("userEmail", userEmail)],
        };
        var response = await channel.FindAsync(request, cancellationToken);
        return response?.TryJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("projectData", out var data)
            ? data
            : null;
    }

    public static DateOnly ToUtcDay(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private async Task<Project?> FindInRangeAsync(
        string userEmail,
        string vendorId,
        DateOnly start,
        DateOnly end,
        CancellationToken cancellationToken
    )
    {
        var list = await ListAsync(userEmail, start, end, cancellationToken);
        var row = list.Rows.FirstOrDefault(row => HeatpunkMapping.FindId(row) == vendorId);
        return row.ValueKind == JsonValueKind.Undefined
            ? null
            : HeatpunkMapping.MapProject(row, list.RequestingUser, channel.Time.GetUtcNow());
    }

    private static string FormatDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

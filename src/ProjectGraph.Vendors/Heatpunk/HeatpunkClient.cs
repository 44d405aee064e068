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
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Tomorrow in UTC: the vendor's clock or time zone may be ahead.</summary>
    public DateOnly Latest => Day(channel.Time.GetUtcNow()).AddDays(1);

    public async Task<HeatpunkList> ListAsync(string userEmail, DateOnly start, DateOnly end, CancellationToken cancellation)
    {
        var request = new VendorRequest("POST", "projects/list")
        {
            Body = new JsonObject { ["userEmail"] = userEmail, ["start"] = Text(start), ["end"] = Text(end) },
        };
        var response = await channel.GetAsync(request, cancellation);
        return HeatpunkMapping.List(response.Json());
    }

    /// <summary>Returns one project, or null if the user cannot see it.</summary>
    /// <param name="created">The creation time, if known. Those days are searched first, then all days.</param>
    public async Task<Project?> FindProjectAsync(string userEmail, string vendorId, DateTimeOffset? created, CancellationToken cancellation)
    {
        if (created is { } instant && await PickAsync(userEmail, vendorId, Day(instant).AddDays(-1), Day(instant).AddDays(1), cancellation) is { } found)
            return found;
        return await PickAsync(userEmail, vendorId, Earliest, Latest, cancellation);
    }

    /// <summary>
    /// GET /projects/data. The document names it without describing it. According to the help pages it contains the customer's e-mail
    /// address and telephone number. Returns null if the project or the path does not exist.
    /// </summary>
    public async Task<JsonElement?> DataAsync(string userEmail, string vendorId, CancellationToken cancellation)
    {
        var request = new VendorRequest("GET", "projects/data")
        {
            ContentType = null,
            Query = [KeyValuePair.Create("projectId", vendorId), KeyValuePair.Create("userEmail", userEmail)],
        };
        var response = await channel.FindAsync(request, cancellation);
        return response?.TryJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("projectData", out var data) ? data : null;
    }

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private async Task<Project?> PickAsync(string userEmail, string vendorId, DateOnly start, DateOnly end, CancellationToken cancellation)
    {
        var list = await ListAsync(userEmail, start, end, cancellation);
        var row = list.Rows.FirstOrDefault(row => HeatpunkMapping.IdOf(row) == vendorId);
        return row.ValueKind == JsonValueKind.Undefined ? null : HeatpunkMapping.Project(row, list.Asker, channel.Time.GetUtcNow());
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

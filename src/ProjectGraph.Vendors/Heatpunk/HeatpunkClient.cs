using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Heatpunk's one documented read: what a user can see of the projects that were created in a window of days.</summary>
internal sealed class HeatpunkClient(VendorChannel channel)
{
    /// <summary>Before the first project of anybody.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>A day ahead, because the vendor's clock and day may be.</summary>
    public DateOnly Latest => Day(channel.Time.GetUtcNow()).AddDays(1);

    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    public async Task<HeatpunkList> ListAsync(string userEmail, DateOnly start, DateOnly end, CancellationToken cancellation)
    {
        var request = new VendorRequest("POST", "projects/list")
        {
            Body = new JsonObject { ["userEmail"] = userEmail, ["start"] = Text(start), ["end"] = Text(end) },
        };
        var answer = await channel.GetAsync(request, cancellation);
        return HeatpunkMapping.List(answer.Json());
    }

    /// <summary>One project; null where the user sees none of that id.</summary>
    /// <param name="created">When it was created, where that is known: looked at first, and then everything.</param>
    public async Task<Project?> FindProjectAsync(string userEmail, string vendorId, DateTimeOffset? created, CancellationToken cancellation)
    {
        if (created is { } instant && await PickAsync(userEmail, vendorId, Day(instant).AddDays(-1), Day(instant).AddDays(1), cancellation) is { } found)
            return found;
        return await PickAsync(userEmail, vendorId, Earliest, Latest, cancellation);
    }

    /// <summary>
    /// GET /projects/data, which the document names and does not describe: as the help pages have it, it shows the customer's
    /// e-mail address and telephone number. Null where there is no such project or no such path.
    /// </summary>
    public async Task<JsonElement?> DataAsync(string userEmail, string vendorId, CancellationToken cancellation)
    {
        var request = new VendorRequest("GET", "projects/data")
        {
            ContentType = null,
            Query = [KeyValuePair.Create("projectId", vendorId), KeyValuePair.Create("userEmail", userEmail)],
        };
        var answer = await channel.FindAsync(request, cancellation);
        return answer?.TryJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("projectData", out var data) ? data : null;
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

using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>
/// The supported preferences of the <c>Prefer</c> header (Protocol, section 8.2.8). Unknown and invalid ones are ignored.
/// </summary>
/// <param name="MaxPageSize">The requested page size; null if it is missing or invalid.</param>
/// <param name="ReturnMinimal">Whether the response to a change has no body; null without this preference.</param>
/// <param name="ContinueOnError">Whether a batch continues after a failed part.</param>
/// <param name="TrackChanges">Whether the last page of a collection has a delta link.</param>
/// <param name="OmitNulls">Whether properties without a value are left out.</param>
/// <param name="RespondAsync">Whether the result may be fetched later, as an async result.</param>
/// <param name="Wait">The time that the client waits for a response before the request becomes asynchronous.</param>
internal sealed record Preferences(
    int? MaxPageSize,
    bool? ReturnMinimal,
    bool ContinueOnError = false,
    bool TrackChanges = false,
    bool OmitNulls = false,
    bool RespondAsync = false,
    TimeSpan? Wait = null
)
{
    public static readonly Preferences None = new(null, null);

    public static Preferences Read(StringValues header)
    {
        if (header.Count == 0)
            return None;
        var read = None;
        foreach (var line in header)
        foreach (var preference in (line ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            read = read.With(preference);
        return read;
    }

    /// <summary>Reports an applied preference to the client, under the name of its OData version.</summary>
    public static void ReportApplied(HttpContext http, ODataHead head, string preference, bool isPrefixed = true) =>
        http.Response.Headers.Append("Preference-Applied", head.Is40 && isPrefixed ? "odata." + preference : preference);

    private Preferences With(string preference)
    {
        var (name, value) = preference.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var given]
            ? (key, given.Trim('"'))
            : (preference, "");
        // 4.01 allows the names with and without the prefix.
        if (name.StartsWith("odata.", StringComparison.OrdinalIgnoreCase))
            name = name[6..];
        return name.ToLowerInvariant() switch
        {
            "maxpagesize" when ParseNumber(value) is > 0 and var size => this with { MaxPageSize = size },
            "continue-on-error" => this with { ContinueOnError = value is "" or "true" },
            "return" when value is "minimal" or "representation" => this with { ReturnMinimal = value == "minimal" },
            "track-changes" => this with { TrackChanges = true },
            "omit-values" => this with { OmitNulls = value == "nulls" },
            "respond-async" => this with { RespondAsync = true },
            "wait" when ParseNumber(value) is { } seconds => this with { Wait = TimeSpan.FromSeconds(seconds) },
            _ => this,
        };
    }

    private static int? ParseNumber(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

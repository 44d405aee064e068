using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>What of the <c>Prefer</c> header (Protocol, section 8.2.8) is followed; the rest, and nonsense, has no effect: preferences never fail.</summary>
/// <param name="MaxPageSize">Null where none or no sensible one was given.</param>
/// <param name="ReturnMinimal">Whether a change is answered without a body; null where the client does not say.</param>
/// <param name="ContinueOnError">Whether a batch goes on behind a failed part.</param>
internal sealed record Preferences(int? MaxPageSize, bool? ReturnMinimal, bool ContinueOnError = false)
{
    public static readonly Preferences None = new(null, null);

    public static Preferences Read(StringValues header)
    {
        if (header.Count == 0) return None;
        var read = None;
        foreach (var line in header)
            foreach (var preference in (line ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                read = read.With(preference);
        return read;
    }

    private Preferences With(string preference)
    {
        var (name, value) = preference.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var given] ? (key, given.Trim('"')) : (preference, "");
        // 4.01 takes the names with and without the prefix.
        if (name.StartsWith("odata.", StringComparison.OrdinalIgnoreCase)) name = name[6..];
        return name.ToLowerInvariant() switch
        {
            "maxpagesize" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 => this with { MaxPageSize = size },
            "continue-on-error" => this with { ContinueOnError = value is "" or "true" },
            "return" when value is "minimal" or "representation" => this with { ReturnMinimal = value == "minimal" },
            _ => this,
        };
    }
}

using System.Globalization;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>Formats and compares ETags (Protocol, section 8.3.1). They are weak, because responses depend on <c>$select</c>.</summary>
internal static class ETags
{
    public static int Format(long version, Span<byte> text)
    {
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"W/\"{version}\"", out var length);
        return length;
    }

    public static string Format(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>Whether a list of ETags contains this one or <c>*</c>. Uses weak comparison (RFC 9110, section 8.8.3.2).</summary>
    public static bool MatchesAny(string list, long version)
    {
        var opaque = Format(version)[2..];
        return list.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag == opaque || tag == "W/" + opaque);
    }
}

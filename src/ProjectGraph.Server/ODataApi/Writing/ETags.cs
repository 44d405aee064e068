using System.Globalization;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>ETags (Protocol, section 8.3.1): weak, for an answer's bytes depend on what was selected too.</summary>
internal static class ETags
{
    public static int Format(long version, Span<byte> text)
    {
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"W/\"{version}\"", out var length);
        return length;
    }

    public static string Format(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>Whether a list of ETags, or <c>*</c>, holds this one; strength does not matter (RFC 9110, section 8.8.3.2).</summary>
    public static bool Match(string list, long version)
    {
        var opaque = Format(version)[2..];
        return list.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag == opaque || tag == "W/" + opaque);
    }
}

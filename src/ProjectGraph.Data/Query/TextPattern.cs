using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ProjectGraph.Data.Query;

/// <summary>Regular expressions with linear running time: the engine reads the text once, for every pattern.</summary>
public static class TextPattern
{
    private const int MaxLength = 500;
    private const int MaxCached = 200;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    // Over the caller's own text as well: in one pass, however its digits and braces stand.
    private static readonly Regex LargeRepetition = new(
        @"\{([0-9]{2,}(,[0-9]*)?|[0-9],[0-9]{2,})\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        MatchTimeout
    );

    private static readonly ConcurrentDictionary<string, Regex?> Cache = new(StringComparer.Ordinal);

    /// <summary>Whether the pattern is valid, not too long, and free of lookarounds and backreferences.</summary>
    public static bool IsUsable(string pattern) => GetRegex(pattern) is not null;

    /// <summary>Whether the pattern matches part of the text; null if either is null, false if the pattern is not usable.</summary>
    public static bool? Matches(string? text, string? pattern)
    {
        if (text is null || pattern is null)
            return null;
        try
        {
            return GetRegex(pattern)?.IsMatch(text) ?? false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex? GetRegex(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var found))
            return found;
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache[pattern] = Parse(pattern);
    }

    private static Regex? Parse(string pattern)
    {
        // Nested repetitions make automata too large to build.
        if (pattern.Length > MaxLength || LargeRepetition.Count(pattern) > 1)
            return null;
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

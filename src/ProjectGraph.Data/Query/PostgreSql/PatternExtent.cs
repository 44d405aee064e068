namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Finds the end of those parts of a .NET pattern that .NET itself evaluates. Returns the position after the part.</summary>
internal static class PatternExtent
{
    /// <param name="pattern">The pattern.</param>
    /// <param name="start">The position after the <c>[</c>.</param>
    public static int OfClass(string pattern, int start)
    {
        var position = pattern[start] == '^' ? start + 1 : start;
        var inRange = false;
        for (var first = true; ; first = false)
        {
            var character = pattern[position++];
            if (character == ']' && !first) return position;
            var isEscape = character == '\\';
            if (isEscape)
            {
                var escaped = pattern[position];
                position = OfEscape(pattern, position);
                // These escapes do not start a range, nor does the escaped hyphen.
                if ("dDsSwWpP-".Contains(escaped, StringComparison.Ordinal))
                {
                    inRange = false;
                    continue;
                }
            }

            if (inRange)
            {
                inRange = false;
                if (character == '[' && !first) position = OfClass(pattern, position);
            }
            else if (pattern[position] == '-' && pattern[position + 1] != ']')
            {
                inRange = true;
                position++;
            }
            else if (character == '-' && !isEscape && !first && pattern[position] == '[') position = OfClass(pattern, position + 1);
        }
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="start">The position after the <c>\</c>.</param>
    public static int OfEscape(string pattern, int start) => pattern[start] switch
    {
        'x' => start + 3,
        'u' => start + 5,
        'c' => start + 2,
        'p' or 'P' => pattern.IndexOf('}', start) + 1,
        >= '0' and <= '7' => OfOctal(pattern, start),
        _ => start + 1,
    };

    /// <summary>Null if the <c>{</c> is a literal character.</summary>
    public static int? OfBounds(string pattern, int start)
    {
        var position = OfDigits(pattern, start + 1);
        if (position == start + 1 || position == pattern.Length) return null;
        if (pattern[position] == ',') position = OfDigits(pattern, position + 1);
        return position < pattern.Length && pattern[position] == '}' ? position + 1 : null;
    }

    private static int OfDigits(string pattern, int position)
    {
        while (position < pattern.Length && char.IsAsciiDigit(pattern[position])) position++;
        return position;
    }

    private static int OfOctal(string pattern, int start)
    {
        var end = start;
        while (end < pattern.Length && end < start + 3 && pattern[end] is >= '0' and <= '7') end++;
        return end;
    }
}

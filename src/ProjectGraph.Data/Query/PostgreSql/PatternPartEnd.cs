namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Finds the end of those parts of a .NET pattern that .NET itself evaluates. Returns the position after the part.</summary>
internal static class PatternPartEnd
{
    /// <param name="pattern">The pattern.</param>
    /// <param name="start">The position after the <c>[</c>.</param>
    public static int FindClassEnd(string pattern, int start)
    {
        var position = pattern[start] == '^' ? start + 1 : start;
        var inRange = false;
        for (var first = true; ; first = false)
        {
            var character = pattern[position++];
            if (character == ']' && !first)
                return position;
            var isEscape = character == '\\';
            if (isEscape)
            {
                var escaped = pattern[position];
                position = FindEscapeEnd(pattern, position);
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
                if (character == '[' && !first)
                    position = FindClassEnd(pattern, position);
            }
            else if (pattern[position] == '-' && pattern[position + 1] != ']')
            {
                inRange = true;
                position++;
            }
            else if (character == '-' && !isEscape && !first && pattern[position] == '[')
                position = FindClassEnd(pattern, position + 1);
        }
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="start">The position after the <c>\</c>.</param>
    public static int FindEscapeEnd(string pattern, int start) =>
        pattern[start] switch
        {
            'x' => start + 3,
            'u' => start + 5,
            'c' => start + 2,
            'p' or 'P' => pattern.IndexOf('}', start) + 1,
            >= '0' and <= '7' => FindOctalEnd(pattern, start),
            _ => start + 1,
        };

    /// <summary>Null if the <c>{</c> is a literal character.</summary>
    public static int? FindBoundsEnd(string pattern, int start)
    {
        var position = SkipDigits(pattern, start + 1);
        if (position == start + 1 || position == pattern.Length)
            return null;
        if (pattern[position] == ',')
            position = SkipDigits(pattern, position + 1);
        return position < pattern.Length && pattern[position] == '}' ? position + 1 : null;
    }

    private static int SkipDigits(string pattern, int position)
    {
        while (position < pattern.Length && char.IsAsciiDigit(pattern[position]))
            position++;
        return position;
    }

    private static int FindOctalEnd(string pattern, int start)
    {
        var end = start;
        while (end < pattern.Length && end < start + 3 && pattern[end] is >= '0' and <= '7')
            end++;
        return end;
    }
}

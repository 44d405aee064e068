using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Computes the code units that match a single-unit part of a pattern. It runs .NET's engine to avoid copying its tables.</summary>
internal static class CharacterSets
{
    private const int MostKept = 500;
    private static readonly string every = string.Create(char.MaxValue, 0, (units, _) =>
    {
        for (var i = 0; i < units.Length; i++) units[i] = (char)(i + 1);
    });

    private static readonly Lazy<CharacterSet> wordUnits = new(() =>
    {
        // A one-character text has a word edge if the character is a word character. \b knows two more of them than \w.
        var edge = new Regex(@"\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return From(every.Index().Where(unit => edge.IsMatch(every.AsSpan(unit.Index, 1))).Select(unit => unit.Item));
    });

    private static readonly ConcurrentDictionary<(string Part, bool IgnoreCase), CharacterSet> known = new();

    public static CharacterSet WordUnits => wordUnits.Value;

    /// <summary>The set of a class, an escape or a literal.</summary>
    public static CharacterSet Of(string part, bool ignoreCase)
    {
        if (part.Length == 1 && !ignoreCase) return CharacterSet.Of(part[0]);
        if (known.TryGetValue((part, ignoreCase), out var found)) return found;
        if (known.Count >= MostKept) known.Clear();
        return known[(part, ignoreCase)] = Find(part, ignoreCase);
    }

    private static CharacterSet Find(string part, bool ignoreCase)
    {
        // The backtracking engine has the same sets and finds them faster.
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var found = new List<char>();
        foreach (var match in Regex.EnumerateMatches(every, part.Length == 1 ? Regex.Escape(part) : part, options)) found.Add(every[match.Index]);
        return From(found);
    }

    private static CharacterSet From(IEnumerable<char> units)
    {
        var ranges = new List<(char First, char Last)>();
        foreach (var unit in units)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == unit) ranges[^1] = (ranges[^1].First, unit);
            else ranges.Add((unit, unit));
        }
        return new(ranges);
    }
}

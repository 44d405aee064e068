using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Computes the code units that match a single-unit part of a pattern. It runs .NET's engine to avoid copying its tables.</summary>
internal static class PatternCharacterSets
{
    private const int MaxCached = 500;
    private static readonly string AllUnits = string.Create(char.MaxValue, 0, (units, _) =>
    {
        for (var i = 0; i < units.Length; i++)
            units[i] = (char)(i + 1);
    });

    private static readonly Lazy<CharacterSet> LazyWordUnits = new(() =>
    {
        // A one-character text has a word edge if the character is a word character. \b knows two more of them than \w.
        var edge = new Regex(@"\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return FromSortedUnits(AllUnits.Index().Where(unit => edge.IsMatch(AllUnits.AsSpan(unit.Index, 1))).Select(unit => unit.Item));
    });

    private static readonly ConcurrentDictionary<(string Part, bool IgnoreCase), CharacterSet> Cache = new();

    public static CharacterSet WordUnits => LazyWordUnits.Value;

    /// <summary>The set of a class, an escape or a literal.</summary>
    public static CharacterSet Get(string part, bool ignoreCase)
    {
        if (part.Length == 1 && !ignoreCase)
            return CharacterSet.FromUnit(part[0]);
        if (Cache.TryGetValue((part, ignoreCase), out var found))
            return found;
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache[(part, ignoreCase)] = Compute(part, ignoreCase);
    }

    private static CharacterSet Compute(string part, bool ignoreCase)
    {
        // The backtracking engine has the same sets and finds them faster.
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        var found = new List<char>();
        foreach (var match in Regex.EnumerateMatches(AllUnits, part.Length == 1 ? Regex.Escape(part) : part, options))
            found.Add(AllUnits[match.Index]);
        return FromSortedUnits(found);
    }

    private static CharacterSet FromSortedUnits(IEnumerable<char> units)
    {
        var ranges = new List<(char First, char Last)>();
        foreach (var unit in units)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == unit)
                ranges[^1] = (ranges[^1].First, unit);
            else
                ranges.Add((unit, unit));
        }
        return new(ranges);
    }
}

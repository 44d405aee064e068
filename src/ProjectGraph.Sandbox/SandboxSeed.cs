using System.Globalization;

namespace ProjectGraph.Sandbox;

/// <summary>
/// Generates the sandboxes' data. The same vendor and number give the same data on every machine and runtime. It uses SplitMix64,
/// because the algorithm of <see cref="Random"/> may change. It does not depend on the clock.
/// </summary>
/// <param name="vendor">The vendor's name. Each vendor has its own random stream, so that their data differ.</param>
/// <param name="projects">The number of projects to generate.</param>
public sealed class SandboxSeed(string vendor, int projects)
{
    private ulong _state = Hash(vendor);

    public int Projects => projects;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Returns a number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public int Between(int min, int max) => min + Below(max - min + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Picks distinct items, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<T> PickDistinct<T>(IReadOnlyList<T> from, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Pick(from)).Distinct()];

    /// <summary>Returns lower-case hexadecimal digits.</summary>
    public string Hex(int digits) =>
        string.Concat(Enumerable.Range(0, digits).Select(_ => Below(16).ToString("x", CultureInfo.InvariantCulture)));

    public DateOnly Day(int fromYear, int toYear) => new DateOnly(fromYear, 1, 1).AddDays(Below((toYear - fromYear + 1) * 365));

    /// <summary>Returns a time within working hours, with milliseconds.</summary>
    public DateTimeOffset Instant(int fromYear, int toYear) =>
        new(Day(fromYear, toYear), new TimeOnly(Between(6, 17), Below(60), Below(60), Below(1000)), TimeSpan.Zero);

    /// <summary>Returns the odd names first, so that every vendor has each of them, then ordinary ones with duplicates.</summary>
    public string ProjectName(int index) =>
        index < SandboxNames.EdgeCases.Count
            ? SandboxNames.EdgeCases[index]
            : $"{Pick(SandboxNames.Subjects)} {Pick(SandboxNames.Activities)} {Pick(SandboxNames.Places)}";

    // FNV-1a, because string.GetHashCode differs between runs.
    private static ulong Hash(string text)
    {
        unchecked
        {
            return text.Aggregate(0xCBF29CE484222325, (hash, character) => (hash ^ character) * 0x100000001B3);
        }
    }
}

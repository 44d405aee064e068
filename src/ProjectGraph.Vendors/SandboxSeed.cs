using System.Globalization;

namespace ProjectGraph.Vendors;

/// <summary>
/// The source of generated data: the same vendor and the same number give the same data on every machine and runtime.
/// SplitMix64, because the algorithm of <see cref="Random"/> may change; nothing here depends on the clock.
/// </summary>
/// <param name="vendor">Gives each vendor its own stream, so that the five are not copies of one another.</param>
/// <param name="projects">How many projects to generate.</param>
public sealed class SandboxSeed(string vendor, int projects)
{
    private ulong state = Hash(vendor);

    public int Projects => projects;

    public ulong Next()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Different ones, at most <paramref name="count"/>, in the order drawn.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> from, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Pick(from)).Distinct()];

    /// <summary>Lower-case hexadecimal digits.</summary>
    public string Hex(int digits) =>
        string.Concat(Enumerable.Range(0, digits).Select(_ => Below(16).ToString("x", CultureInfo.InvariantCulture)));

    public DateOnly Day(int fromYear, int toYear) => new DateOnly(fromYear, 1, 1).AddDays(Below((toYear - fromYear + 1) * 365));

    /// <summary>To the millisecond, within working hours.</summary>
    public DateTimeOffset Instant(int fromYear, int toYear) =>
        new(Day(fromYear, toYear), new TimeOnly(Between(6, 17), Below(60), Below(60), Below(1000)), TimeSpan.Zero);

    /// <summary>The odd names first, so that every vendor has each of them; then ordinary ones, some of them twice.</summary>
    public string ProjectName(int index) => index < SandboxNames.Odd.Count
        ? SandboxNames.Odd[index]
        : $"{Pick(SandboxNames.Subjects)} {Pick(SandboxNames.Works)} {Pick(SandboxNames.Places)}";

    // FNV-1a: string.GetHashCode differs from run to run.
    private static ulong Hash(string text)
    {
        unchecked
        {
            return text.Aggregate(0xCBF29CE484222325, (hash, character) => (hash ^ character) * 0x100000001B3);
        }
    }
}

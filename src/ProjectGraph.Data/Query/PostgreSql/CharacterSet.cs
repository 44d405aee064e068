namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>A set of UTF-16 code units as sorted ranges with gaps between them. U+0000 is excluded: PostgreSQL cannot store it.</summary>
internal sealed class CharacterSet(IReadOnlyList<(char First, char Last)> ranges)
{
    private const char FirstUnit = '\u0001';

    public static CharacterSet All { get; } = new([(FirstUnit, char.MaxValue)]);

    public IReadOnlyList<(char First, char Last)> Ranges => ranges;

    public static CharacterSet FromUnit(char unit) => new(unit < FirstUnit ? [] : [(unit, unit)]);

    public CharacterSet Complement()
    {
        var others = new List<(char, char)>();
        var next = (int)FirstUnit;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
                others.Add(((char)next, (char)(first - 1)));
            next = last + 1;
        }
        if (next <= char.MaxValue)
            others.Add(((char)next, char.MaxValue));
        return new(others);
    }
}

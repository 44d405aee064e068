using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Non-ASCII characters with their other case, written as parts of SQL. None of them needs an escape in SQL.</summary>
internal sealed class CaseTable(IReadOnlyList<(Rune From, Rune To)> pairs)
{
    private static readonly JsonSerializerOptions UnescapedJson = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Creates the table of all non-ASCII characters that a mapping changes.</summary>
    public static CaseTable FromMapping(Func<Rune, Rune> map) =>
        new([
            .. Enumerable
                .Range(0x80, 0x10FFFF - 0x80 + 1)
                .Where(Rune.IsValid)
                .Select(point => (From: new Rune(point), To: map(new(point))))
                .Where(pair => pair.From != pair.To),
        ]);

    public CaseTable Within(char first, char last) => new([.. pairs.Where(pair => pair.From.Value >= first && pair.From.Value <= last)]);

    public CaseTable Except(CaseTable others) => new([.. pairs.Except(others.Pairs)]);

    private IReadOnlyList<(Rune From, Rune To)> Pairs => pairs;

    /// <summary>A regular expression that matches any character of the table.</summary>
    public string CharacterClass =>
        $"'[{string.Concat(Ranges().Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"))}]'";

    public string Json =>
        $"'{JsonSerializer.Serialize(pairs.ToDictionary(pair => pair.From.ToString(), pair => pair.To.ToString()), UnescapedJson)}'";

    public string Translate(string text) =>
        $"translate({text}, '{string.Concat(pairs.Select(pair => pair.From))}', '{string.Concat(pairs.Select(pair => pair.To))}')";

    private List<(Rune First, Rune Last)> Ranges()
    {
        var ranges = new List<(Rune First, Rune Last)>();
        foreach (var (from, _) in pairs)
        {
            if (ranges.Count > 0 && ranges[^1].Last.Value + 1 == from.Value)
                ranges[^1] = (ranges[^1].First, from);
            else
                ranges.Add((from, from));
        }
        return ranges;
    }
}

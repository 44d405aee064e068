using System.Text.Json;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Server.Tests.Oracle;

/// <summary>An operation of a filter with its operand, and what it means in memory.</summary>
internal sealed record OracleOperator(string Text, Func<IComparable?, bool> Holds)
{
    /// <summary>Every operation that the field's kind has, with a value of the data, and those that concern null.</summary>
    public static IReadOnlyList<OracleOperator> All(FieldModel field, JsonElement? sample)
    {
        var (value, literal) = (OracleValue.Of(sample, field), OracleValue.Literal(sample, field));
        List<OracleOperator> all =
        [
            new("{ eq: null }", row => row is null),
            new("{ neq: null }", row => row is not null),
            new("{}", _ => true),
        ];
        if (field.Kind != FieldKind.Boolean)
            all.AddRange([
                new("{ in: [null] }", row => row is null),
                new("{ nin: [null] }", row => row is not null),
                new("{ in: [] }", _ => false),
                new("{ nin: [] }", _ => true),
            ]);
        if (value is null)
            return all;
        all.AddRange([new($"{{ eq: {literal} }}", value.Equals), new($"{{ neq: {literal} }}", row => !value.Equals(row))]);
        if (field.Kind == FieldKind.Boolean)
            return all;
        all.AddRange([
            new($"{{ in: [{literal}, null] }}", row => row is null || value.Equals(row)),
            new($"{{ nin: [{literal}] }}", row => !value.Equals(row)),
            new($"{{ or: [{{ eq: {literal} }}, {{ eq: null }}] }}", row => row is null || value.Equals(row)),
        ]);
        if (field.Kind == FieldKind.Enum)
            return all;
        all.AddRange([
            new($"{{ gt: {literal} }}", row => row is not null && row.CompareTo(value) > 0),
            new($"{{ gte: {literal} }}", row => row is not null && row.CompareTo(value) >= 0),
            new($"{{ lt: {literal} }}", row => row is not null && row.CompareTo(value) < 0),
            new($"{{ lte: {literal}, neq: {literal} }}", row => row is not null && row.CompareTo(value) < 0),
        ]);
        return field.Kind == FieldKind.Text ? [.. all, .. Texts(sample!.Value.GetString()!)] : all;
    }

    private static IEnumerable<OracleOperator> Texts(string text)
    {
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        var (start, middle, end) = (
            string.Concat(runes.Take(2)),
            string.Concat(runes.Skip(runes.Length / 2).Take(2)),
            string.Concat(runes.TakeLast(2))
        );
        yield return Match("contains", middle, (row, part) => row.Contains(part, StringComparison.Ordinal));
        yield return Match("startsWith", start, (row, part) => row.StartsWith(part, StringComparison.Ordinal));
        yield return Match("endsWith", end, (row, part) => row.EndsWith(part, StringComparison.Ordinal));
        yield return Negated("ncontains", middle, (row, part) => row.Contains(part, StringComparison.Ordinal));
        yield return Negated("nstartsWith", start, (row, part) => row.StartsWith(part, StringComparison.Ordinal));
        yield return Negated("nendsWith", end, (row, part) => row.EndsWith(part, StringComparison.Ordinal));
        yield return Match("eqIgnoreCase", Swapped(text), (row, part) => Lower(row) == Lower(part));
        yield return Match("containsIgnoreCase", Swapped(middle), (row, part) =>
            Lower(row).Contains(Lower(part), StringComparison.Ordinal)
        );
        yield return Match("startsWithIgnoreCase", Swapped(start), (row, part) =>
            Lower(row).StartsWith(Lower(part), StringComparison.Ordinal)
        );
        yield return Match("endsWithIgnoreCase", Swapped(end), (row, part) => Lower(row).EndsWith(Lower(part), StringComparison.Ordinal));
    }

    private static OracleOperator Match(string name, string part, Func<string, string, bool> holds) =>
        new($"{{ {name}: {JsonSerializer.Serialize(part)} }}", row => row is OracleValue.CodePoints text && holds(text.Text, part));

    private static OracleOperator Negated(string name, string part, Func<string, string, bool> holds) =>
        new($"{{ {name}: {JsonSerializer.Serialize(part)} }}", row => row is not OracleValue.CodePoints text || !holds(text.Text, part));

    private static string Lower(string text) => text.ToLowerInvariant();

    private static string Swapped(string text) =>
        string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}

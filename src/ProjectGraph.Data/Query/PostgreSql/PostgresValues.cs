using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>Converts each value to the type of the columns that it is compared with, and lists to arrays.</summary>
internal sealed class PostgresValues : ParameterValues
{
    // Larger than any integer. The exact value above that does not matter.
    private const decimal LargerThanAnyInteger = 1e24m;

    // The last code point is not a character.
    protected override object AfterAllTexts { get; } = string.Concat(Enumerable.Repeat("\U0010FFFF", 100));

    public override bool HasUsualType(object value) => value is not (decimal or decimal[]);

    /// <summary>Escapes a text for use in a <c>LIKE</c> pattern.</summary>
    public static string EscapeLike(string text)
    {
        if (text.AsSpan().IndexOfAny('\\', '%', '_') < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 4);
        foreach (var character in text)
        {
            if (character is '\\' or '%' or '_')
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }

    protected override object Ids(ReadOnlySpan<long> ids) => ids.ToArray();

    protected override object List(IReadOnlyList<object> values, FieldKind kind) =>
        kind switch
        {
            FieldKind.Text or FieldKind.Date or FieldKind.Json => values.Cast<string>().ToArray(),
            FieldKind.Boolean => values.Cast<bool>().ToArray(),
            FieldKind.Double => values.Cast<double>().ToArray(),
            _ when values.All(value => value is long) => values.Cast<long>().ToArray(),
            _ => values.Select(value => value as decimal? ?? (long)value).ToArray(),
        };

    protected override object Terms(IReadOnlyList<string> terms) => terms.Select(term => $"%{EscapeLike(term)}%").ToArray();

    protected override object Text(ParameterBinding binding, string text) =>
        binding switch
        {
            ParameterBinding.Containing => $"%{EscapeLike(StoredText.Clean(text))}%",
            ParameterBinding.Ending => $"%{EscapeLike(StoredText.Clean(text))}",
            ParameterBinding.Pattern => PostgresPattern.Translate(StoredText.Clean(text))
                ?? throw new StoreException(
                    StoreException.UnsupportedPattern,
                    "The pattern is too complex for PostgreSQL. Make it shorter or simpler."
                ),
            _ => throw new InvalidOperationException($"PostgreSQL does not use the binding {binding}."),
        };

    protected override object Boolean(bool value) => value;

    // Exact: a real number would convert the column too, and different large numbers would become equal.
    protected override object OutOfScaleNumber(decimal number) => number;

    protected override object OutOfScaleNumber(double number) =>
        Math.Abs(number) < (double)LargerThanAnyInteger ? (decimal)number
        : number > 0 ? LargerThanAnyInteger
        : -LargerThanAnyInteger;
}

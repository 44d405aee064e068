using System.Globalization;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>Converts lists to JSON. SQLite compares a column with a value of any type.</summary>
internal sealed class SqliteValues : ParameterValues
{
    // A blob sorts after any text.
    protected override object AfterAllTexts { get; } = new byte[] { 0 };

    protected override object Ids(ReadOnlySpan<long> ids)
    {
        var text = new StringBuilder("[", 2 + (ids.Length * 8));
        foreach (var id in ids)
        {
            if (text.Length > 1)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{id}");
        }
        return text.Append(']').ToString();
    }

    protected override object List(IReadOnlyList<object> values, FieldKind kind) => JsonSerializer.Serialize(values);

    protected override object Terms(IReadOnlyList<string> terms) => JsonSerializer.Serialize(terms);

    protected override object Text(ParameterBinding binding, string text) =>
        binding switch
        {
            ParameterBinding.IndexedText => IndexedText.Quote(StoredText.Clean(text)),
            ParameterBinding.SearchMatch => SearchTerms.Parse(text).IndexQuery,
            ParameterBinding.SearchShort => Terms(SearchTerms.Parse(text).Short),
            ParameterBinding.TermMatch => SearchTerms.FromSingleTerm(text).IndexQuery,
            ParameterBinding.Pattern => StoredText.Clean(text),
            _ => throw new InvalidOperationException($"SQLite does not use the binding {binding}."),
        };

    protected override object Boolean(bool value) => value ? 1L : 0L;

    // A real number compares correctly with the store's integers, even between them or outside their range.
    protected override object OutOfScaleNumber(decimal number) => (double)number;

    protected override object OutOfScaleNumber(double number) => number;
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>A slot's value as the store compares it.</summary>
internal static class ParameterValue
{
    public static object Of(SqlParameter parameter, object? value) => parameter.Binding switch
    {
        Binding.List => List((IReadOnlyList<object>)value!, parameter.Kind),
        Binding.PrefixEnd => PrefixEnd(StoredText.Clean((string)value!)),
        Binding.IndexedText => IndexedText.Quoted(StoredText.Clean((string)value!)),
        Binding.SearchMatch => SearchText.Parse((string)value!).Match,
        Binding.SearchShort => JsonSerializer.Serialize(SearchText.Parse((string)value!).Short),
        Binding.TermMatch => SearchText.OfTerm((string)value!).Match,
        Binding.TermList => JsonSerializer.Serialize(SearchText.OfTerm((string)value!).All),
        Binding.SearchAll => JsonSerializer.Serialize(SearchText.Parse((string)value!).All),
        _ => Stored(value ?? throw new InvalidOperationException($"Slot {parameter.Slot} is null: a null is its own shape."), parameter.Kind),
    };

    /// <summary>Ids of parents for <see cref="SqlParameters.Parents"/>, each once and in order.</summary>
    public static string Ids(RowSet rows, int column)
    {
        var ids = ArrayPool<long>.Shared.Rent(rows.Count);
        var count = 0;
        for (var row = 0; row < rows.Count; row++)
            if (!rows.IsNull(row, column)) ids[count++] = rows.Long(row, column);
        ids.AsSpan(0, count).Sort();
        var text = new StringBuilder("[", 2 + (count * 8));
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && ids[i] == ids[i - 1]) continue;
            if (text.Length > 1) text.Append(',');
            text.Append(ids[i]);
        }
        ArrayPool<long>.Shared.Return(ids);
        return text.Append(']').ToString();
    }

    // Texts sort by code point, and behind any text sorts a blob.
    private static object PrefixEnd(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes is [.., { Value: 0x10FFFF }]) runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0) return new byte[] { 0 };
        runes[^1] = new(runes[^1].Value == 0xD7FF ? 0xE000 : runes[^1].Value + 1);
        return string.Concat(runes);
    }

    private static object Stored(object value, FieldKind kind) => kind switch
    {
        FieldKind.Decimal => Scaled(value),
        FieldKind.Double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        FieldKind.Int or FieldKind.Long or FieldKind.Enum => value is int or long ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : Whole(value),
        FieldKind.Boolean => (bool)value ? 1L : 0L,
        FieldKind.Date => ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Instant => value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue).Ticks : ((DateTimeOffset)value).UtcTicks,
        FieldKind.Duration => ((TimeSpan)value).Ticks,
        FieldKind.TimeOfDay => ((TimeOnly)value).Ticks,
        FieldKind.Text => StoredText.Clean((string)value),
        _ => value,
    };

    // An amount finer or larger than the store's own lies between or beyond its integers: compared as a real number it still does.
    private static object Scaled(object value)
    {
        if (value is double real) return real * Money.Scale;
        var amount = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return Math.Abs(amount) <= Money.Max && decimal.IsInteger(amount * Money.Scale)
            ? (object)(long)(amount * Money.Scale)
            : (double)amount * Money.Scale;
    }

    private static object Whole(object value) => value switch
    {
        decimal amount => decimal.IsInteger(amount) && Math.Abs(amount) < long.MaxValue ? (object)(long)amount : (double)amount,
        double real => real,
        Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no number."),
    };

    private static string List(IReadOnlyList<object> values, FieldKind kind) =>
        JsonSerializer.Serialize(values.Select(value => Stored(value, kind)));
}

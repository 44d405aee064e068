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
        Binding.SearchMatch => SearchText.Parse((string)value!).Match,
        Binding.SearchShort => JsonSerializer.Serialize(SearchText.Parse((string)value!).Short),
        Binding.TermMatch => SearchText.OfTerm((string)value!).Match,
        Binding.TermList => JsonSerializer.Serialize(SearchText.OfTerm((string)value!).All),
        Binding.SearchAll => JsonSerializer.Serialize(SearchText.Parse((string)value!).All),
        _ => Stored(value ?? throw new InvalidOperationException($"Slot {parameter.Slot} is null: a null is its own shape."), parameter.Kind),
    };

    /// <summary>Ids of parents for <see cref="SqlParameters.Parents"/>.</summary>
    public static string Ids(RowSet rows, int column)
    {
        var text = new StringBuilder("[");
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.IsNull(row, column)) continue;
            if (text.Length > 1) text.Append(',');
            text.Append(rows.Long(row, column));
        }
        return text.Append(']').ToString();
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

using System.Buffers;
using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Converts slot values to the store's parameter values.</summary>
internal abstract class ParameterValues
{
    public object ConvertValue(SqlParameter parameter, object? value) =>
        parameter.Binding switch
        {
            ParameterBinding.Value => ToStored(
                value ?? throw new InvalidOperationException($"Slot {parameter.Slot} is null. A null needs a shape of its own."),
                parameter.Kind
            ),
            ParameterBinding.List => List(
                [.. ((IReadOnlyList<object>)value!).Select(each => ToStored(each, parameter.Kind))],
                parameter.Kind
            ),
            ParameterBinding.PrefixEnd => PrefixEnd(StoredText.Clean((string)value!)),
            ParameterBinding.SearchAll => Terms(SearchTerms.Parse((string)value!).All),
            ParameterBinding.TermList => Terms(SearchTerms.FromSingleTerm((string)value!).All),
            _ => Text(parameter.Binding, (string)value!),
        };

    /// <summary>Distinct ids of parents in order, for <see cref="SqlParameters.Parents"/>.</summary>
    public object Parents(RowSet rows, int column)
    {
        var ids = ArrayPool<long>.Shared.Rent(rows.Count);
        var count = 0;
        for (var row = 0; row < rows.Count; row++)
            if (!rows.IsNull(row, column))
                ids[count++] = rows.Long(row, column);
        ids.AsSpan(0, count).Sort();
        var distinct = 0;
        for (var i = 0; i < count; i++)
            if (i == 0 || ids[i] != ids[i - 1])
                ids[distinct++] = ids[i];
        var parents = Ids(ids.AsSpan(0, distinct));
        ArrayPool<long>.Shared.Return(ids);
        return parents;
    }

    /// <summary>The accounts of a scope for <see cref="SqlParameters.Accounts"/>.</summary>
    public object Accounts(AccountScope scope) =>
        AccountFilter.Create(scope).Match == AccountMatch.One ? scope.Accounts[0] : Ids(scope.Accounts);

    /// <summary>Whether the value has the usual type of its kind, for which statements are prepared.</summary>
    public virtual bool HasUsualType(object value) => true;

    protected abstract object Ids(ReadOnlySpan<long> ids);

    protected abstract object List(IReadOnlyList<object> values, FieldKind kind);

    /// <summary>The terms of a search.</summary>
    protected abstract object Terms(IReadOnlyList<string> terms);

    /// <summary>A text in the store's own search syntax.</summary>
    protected abstract object Text(ParameterBinding binding, string text);

    protected abstract object Boolean(bool value);

    /// <summary>A number between, or outside, the integers of its kind.</summary>
    protected abstract object OutOfScaleNumber(decimal number);

    protected abstract object OutOfScaleNumber(double number);

    /// <summary>A value that sorts after any text.</summary>
    protected abstract object AfterAllTexts { get; }

    // Texts sort by code point.
    private object PrefixEnd(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes is [.., { Value: 0x10FFFF }])
            runes.RemoveAt(runes.Count - 1);
        if (runes.Count == 0)
            return AfterAllTexts;
        runes[^1] = new(runes[^1].Value == 0xD7FF ? 0xE000 : runes[^1].Value + 1);
        return string.Concat(runes);
    }

    private object ToStored(object value, FieldKind kind) =>
        kind switch
        {
            FieldKind.Decimal => ToScaled(value),
            FieldKind.Double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            FieldKind.Int or FieldKind.Long or FieldKind.Enum => value is int or long
                ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
                : ToInteger(value),
            FieldKind.Boolean => Boolean((bool)value),
            // A cursor may follow a row whose day or instant is unreadable: it holds the column's raw value.
            FieldKind.Date => value is string stored ? stored : ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldKind.Instant => value is long ? value
            : value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue).Ticks
            : ((DateTimeOffset)value).UtcTicks,
            FieldKind.Duration => ((TimeSpan)value).Ticks,
            FieldKind.TimeOfDay => ((TimeOnly)value).Ticks,
            FieldKind.Text => StoredText.Clean((string)value),
            _ => value,
        };

    private object ToScaled(object value)
    {
        if (value is double real)
            return OutOfScaleNumber(real * Money.Scale);
        var amount = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        if (Math.Abs(amount) > Money.Max)
            return OutOfScaleNumber((double)amount * Money.Scale);
        return decimal.IsInteger(amount * Money.Scale) ? (long)(amount * Money.Scale) : OutOfScaleNumber(amount * Money.Scale);
    }

    private object ToInteger(object value) =>
        value switch
        {
            decimal amount => decimal.IsInteger(amount) && Math.Abs(amount) < long.MaxValue ? (long)amount : OutOfScaleNumber(amount),
            double real => OutOfScaleNumber(real),
            Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"A {value.GetType().Name} is not a number."),
        };
}

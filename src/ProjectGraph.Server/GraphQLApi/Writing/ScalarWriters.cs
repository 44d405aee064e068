using System.Globalization;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Creates the writers of a row's columns, by kind.</summary>
internal static class ScalarWriters
{
    public static ValueWriter Create(FieldModel field, int ordinal) => Create(field.Kind, field.Enum, ordinal, field.IsNullable);

    /// <param name="isNullable">Whether an unreadable value may be written as null.</param>
    public static ValueWriter Create(FieldKind kind, EnumModel? @enum, int ordinal, bool isNullable = true) =>
        kind switch
        {
            FieldKind.Text => new TextWriter(ordinal),
            FieldKind.Date => new DayWriter(ordinal, isNullable),
            FieldKind.Int or FieldKind.Long => new IntegerWriter(ordinal),
            FieldKind.Boolean => new BooleanWriter(ordinal),
            FieldKind.Double => new DoubleWriter(ordinal, isNullable),
            FieldKind.Decimal => new DecimalWriter(ordinal),
            FieldKind.Instant => new InstantWriter(ordinal, isNullable),
            FieldKind.Enum => new EnumWriter(@enum!, ordinal),
            _ => new JsonWriter(ordinal),
        };
}

/// <summary>Writes a column that may be null.</summary>
internal abstract class ScalarWriter(int ordinal) : ValueWriter
{
    public sealed override void Write(RowWriter to, ResultLevel level, int row)
    {
        if (level.Rows.IsNull(row, ordinal))
            to.Json.WriteNullValue();
        else
            Write(to.Json, level.Rows, row, ordinal);
    }

    protected abstract void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal);
}

internal sealed class TextWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteStringValue(rows.Text(row, ordinal));
}

/// <summary>Writes a calendar day, which the store holds as text in the result's format.</summary>
internal sealed class DayWriter(int ordinal, bool isNullable) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        var text = rows.Text(row, ordinal);
        if (StoredValueReader.IsDay(text))
            json.WriteStringValue(text);
        else if (isNullable)
            json.WriteNullValue();
        else
            json.WriteStringValue(StoredValueReader.FallbackDay);
    }
}

internal sealed class IntegerWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteNumberValue(rows.Long(row, ordinal));
}

internal sealed class BooleanWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) =>
        json.WriteBooleanValue(rows.Boolean(row, ordinal));
}

internal sealed class DoubleWriter(int ordinal, bool isNullable) : ScalarWriter(ordinal)
{
    // JSON has no number for infinity.
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        var value = rows.Double(row, ordinal);
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else if (isNullable)
            json.WriteNullValue();
        else
            json.WriteNumberValue(0);
    }
}

/// <summary>Writes the exact digits of the scaled integer.</summary>
internal sealed class DecimalWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        var stored = rows.Long(row, ordinal);
        if (stored % Money.Scale == 0)
            json.WriteNumberValue(stored / Money.Scale);
        else
            json.WriteNumberValue(Money.FromStored(stored) / 1.0000m);
    }
}

/// <summary>Writes an average, which the row holds as digits.</summary>
internal sealed class AverageWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) =>
        json.WriteRawValue(rows.Text(row, ordinal), skipInputValidation: true);
}

/// <summary>Writes RFC 3339 in UTC, with milliseconds or more digits if the instant has them.</summary>
internal sealed class InstantWriter(int ordinal, bool isNullable) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        Span<byte> text = stackalloc byte[32];
        var read = StoredValueReader.ReadInstant(rows.Long(row, ordinal));
        if (read is null && isNullable)
        {
            json.WriteNullValue();
            return;
        }
        var instant = read ?? StoredValueReader.FallbackInstant;
        instant.TryFormat(text, out var written, GraphQLScalars.GetInstantFormat(instant.Ticks), CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..written]);
    }
}

internal sealed class EnumWriter(EnumModel model, int ordinal) : ScalarWriter(ordinal)
{
    private readonly Dictionary<long, JsonEncodedText> _names = model.Members.ToDictionary(
        member => member.Number,
        member => JsonEncodedText.Encode(member.Name)
    );

    private readonly JsonEncodedText? _fallback = model.Fallback is { } unknown ? JsonEncodedText.Encode(unknown.Name) : null;

    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        if (_names.TryGetValue(rows.Long(row, ordinal), out var name))
            json.WriteStringValue(name);
        else if (_fallback is { } unknown)
            json.WriteStringValue(unknown);
        else
            json.WriteNullValue();
    }
}

/// <summary>Writes stored JSON unchanged. Invalid JSON is written as a string, so that the response stays readable.</summary>
internal sealed class JsonWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        var text = rows.Text(row, ordinal);
        if (StoredValueReader.IsJson(text))
            json.WriteRawValue(text, skipInputValidation: true);
        else
            json.WriteStringValue(text);
    }
}

internal sealed class GlobalIdWriter(EntityModel entity, int ordinal) : ScalarWriter(ordinal)
{
    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(entity.Name + ":");

    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        Span<byte> text = stackalloc byte[96];
        json.WriteStringValue(text[..GlobalId.Format(_prefix, rows.Long(row, ordinal), text)]);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>The writers of a row's columns, by kind.</summary>
internal static class ScalarWriters
{
    public static ValueWriter Of(FieldModel field, int ordinal) => Of(field.Kind, field.Enum, ordinal);

    public static ValueWriter Of(FieldKind kind, EnumModel? @enum, int ordinal) => kind switch
    {
        FieldKind.Text or FieldKind.Date => new TextWriter(ordinal),
        FieldKind.Int or FieldKind.Long => new IntegerWriter(ordinal),
        FieldKind.Boolean => new BooleanWriter(ordinal),
        FieldKind.Double => new DoubleWriter(ordinal),
        FieldKind.Decimal => new DecimalWriter(ordinal),
        FieldKind.Instant => new InstantWriter(ordinal),
        FieldKind.Enum => new EnumWriter(@enum!, ordinal),
        _ => new JsonWriter(ordinal),
    };
}

/// <summary>A column that may be null.</summary>
internal abstract class ScalarWriter(int ordinal) : ValueWriter
{
    public sealed override void Write(RowWriter to, Level level, int row)
    {
        if (level.Rows.IsNull(row, ordinal)) to.Json.WriteNullValue();
        else Write(to.Json, level.Rows, row, ordinal);
    }

    protected abstract void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal);
}

internal sealed class TextWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteStringValue(rows.Text(row, ordinal));
}

internal sealed class IntegerWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteNumberValue(rows.Long(row, ordinal));
}

internal sealed class BooleanWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteBooleanValue(rows.Boolean(row, ordinal));
}

internal sealed class DoubleWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteNumberValue(rows.Double(row, ordinal));
}

/// <summary>Exact: the digits of the scaled integer.</summary>
internal sealed class DecimalWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        var stored = rows.Long(row, ordinal);
        if (stored % Money.Scale == 0) json.WriteNumberValue(stored / Money.Scale);
        else json.WriteNumberValue(Money.FromStored(stored) / 1.0000m);
    }
}

/// <summary>An average, which the row holds as the digits that it is written with.</summary>
internal sealed class AverageWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteRawValue(rows.Text(row, ordinal), skipInputValidation: true);
}

/// <summary>RFC 3339 in UTC, to the millisecond; finer where the instant is.</summary>
internal sealed class InstantWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        Span<byte> text = stackalloc byte[32];
        var instant = new DateTime(rows.Long(row, ordinal), DateTimeKind.Utc);
        instant.TryFormat(text, out var written, GraphQLScalars.InstantFormat(instant.Ticks), CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..written]);
    }
}

internal sealed class EnumWriter(EnumModel model, int ordinal) : ScalarWriter(ordinal)
{
    private readonly Dictionary<long, JsonEncodedText> names = model.Members.ToDictionary(member => member.Number, member => JsonEncodedText.Encode(member.Name));

    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteStringValue(names[rows.Long(row, ordinal)]);
}

/// <summary>JSON goes into the answer as the store holds it.</summary>
internal sealed class JsonWriter(int ordinal) : ScalarWriter(ordinal)
{
    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal) => json.WriteRawValue(rows.Text(row, ordinal), skipInputValidation: true);
}

internal sealed class GlobalIdWriter(EntityModel entity, int ordinal) : ScalarWriter(ordinal)
{
    private readonly byte[] prefix = Encoding.ASCII.GetBytes(entity.Name + ":");

    protected override void Write(Utf8JsonWriter json, RowSet rows, int row, int ordinal)
    {
        Span<byte> text = stackalloc byte[96];
        json.WriteStringValue(text[..GlobalId.Format(prefix, rows.Long(row, ordinal), text)]);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>
/// Writes and reads a row's position in an ordering as text: a seal of the ordering and filter, then the row's values with the
/// key last.
/// </summary>
internal static class Cursor
{
    private const byte Null = 0,
        Number = 1,
        Text = 2;
    private const int SealLength = 8;
    private const int MaxLength = 8_192;

    /// <summary>Writes the cursor of a row.</summary>
    /// <param name="ordinals">The columns of the ordering's values.</param>
    public static void Write(Utf8JsonWriter writer, CursorSeal seal, RowSet rows, int row, IReadOnlyList<CursorColumn> ordinals)
    {
        var length = SealLength;
        foreach (var (ordinal, kind) in ordinals)
            length +=
                rows.IsNull(row, ordinal) ? 1
                : IsText(kind) ? 5 + rows.Text(row, ordinal).Length
                : 9;
        var rented = ArrayPool<byte>.Shared.Rent(length + Base64Url.GetEncodedLength(length));
        var plain = rented.AsSpan(0, length);
        BinaryPrimitives.WriteUInt32LittleEndian(plain, seal.Order);
        BinaryPrimitives.WriteUInt32LittleEndian(plain[4..], seal.Filter);
        var rest = plain[SealLength..];
        foreach (var (ordinal, kind) in ordinals)
            rest = rest[Value(rest, rows, row, ordinal, kind)..];
        var encoded = Base64Url.EncodeToUtf8(plain, rented.AsSpan(length));
        writer.WriteStringValue(rented.AsSpan(length, encoded));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Reads a cursor's values, in the order of <paramref name="order"/>.</summary>
    /// <param name="argument">The argument's name, for the message.</param>
    /// <exception cref="ApiException">The value is not a cursor, or belongs to another ordering or filter.</exception>
    public static IReadOnlyList<object?> Read(string cursor, string argument, CursorSeal seal, IReadOnlyList<Ordering> order)
    {
        if (cursor.Length is 0 or > MaxLength || !Base64Url.IsValid(cursor))
            throw CreateError(argument, "is not a cursor of this service");
        var plain = Base64Url.DecodeFromChars(cursor);
        if (plain.Length < SealLength)
            throw CreateError(argument, "is not a cursor of this service");
        if (BinaryPrimitives.ReadUInt32LittleEndian(plain) != seal.Order)
            throw CreateError(argument, "belongs to another ordering");
        if (BinaryPrimitives.ReadUInt32LittleEndian(plain.AsSpan(4)) != seal.Filter)
            throw CreateError(argument, "belongs to another filter or search");
        return new Values(plain, argument).Read(order);
    }

    private static int Value(Span<byte> target, RowSet rows, int row, int ordinal, FieldKind kind)
    {
        if (rows.IsNull(row, ordinal))
        {
            target[0] = Null;
            return 1;
        }
        if (!IsText(kind))
        {
            target[0] = Number;
            BinaryPrimitives.WriteInt64LittleEndian(target[1..], rows.Long(row, ordinal));
            return 9;
        }
        var text = rows.Text(row, ordinal);
        target[0] = Text;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], text.Length);
        text.CopyTo(target[5..]);
        return 5 + text.Length;
    }

    private static bool IsText(FieldKind kind) => kind is FieldKind.Text or FieldKind.Date or FieldKind.Json;

    private static ApiException CreateError(string argument, string why) =>
        new(
            ErrorCodes.BadUserInput,
            $"The value of `{argument}` {why}. Use an `endCursor` or `cursor` of the same query with the same `order`, `where` and `search`, or leave it out.",
            argument
        );

    /// <summary>The unread rest of a cursor.</summary>
    private ref struct Values(ReadOnlySpan<byte> plain, string argument)
    {
        private ReadOnlySpan<byte> _rest = plain[SealLength..];

        public object?[] Read(IReadOnlyList<Ordering> order)
        {
            var values = new object?[order.Count];
            for (var i = 0; i < order.Count; i++)
                values[i] = Next(order[i].By.Kind);
            return _rest.Length == 0 ? values : throw CreateDamagedError();
        }

        private object? Next(FieldKind kind)
        {
            var tag = Take(1)[0];
            if (tag == Null)
                return null;
            if (tag != (IsText(kind) ? Text : Number))
                throw CreateDamagedError();
            if (tag == Number)
                return ConvertNumber(BinaryPrimitives.ReadInt64LittleEndian(Take(8)), kind);
            var text = Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4))));
            if (kind != FieldKind.Date)
                return text;
            if (StoredValueReader.TryParseDay(text, out var day))
                return day;
            // A stored day that is not valid is compared unchanged. It contains no NUL, because PostgreSQL cannot store one.
            return text.Contains('\0', StringComparison.Ordinal) ? throw CreateDamagedError() : text;
        }

        private static object ConvertNumber(long number, FieldKind kind) =>
            kind switch
            {
                FieldKind.Decimal => Money.FromStored(number),
                FieldKind.Double => BitConverter.Int64BitsToDouble(number),
                FieldKind.Boolean => number != 0,
                FieldKind.Instant => StoredValueReader.ReadValue(number, kind) ?? number,
                _ => number,
            };

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > _rest.Length)
                throw CreateDamagedError();
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        private readonly ApiException CreateDamagedError() => CreateError(argument, "is damaged");
    }
}

/// <param name="Order">Hash of the ordering.</param>
/// <param name="Filter">Hash of the filter and search, with their values.</param>
internal readonly record struct CursorSeal(uint Order, uint Filter);

internal readonly record struct CursorColumn(int Ordinal, FieldKind Kind);

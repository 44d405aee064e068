using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The rows of one level, column values side by side in pooled memory: numbers as they are, text as UTF-8 that goes
/// into an answer without ever being a string. Ordinals are those of the plan's <see cref="Selection"/>.
/// </summary>
public sealed class RowSet : IDisposable
{
    private const long Null = long.MinValue;
    private readonly int width;
    private long[] cells;
    private byte[] text;
    private int textLength;

    internal RowSet(int width, int expectedRows)
    {
        this.width = width;
        cells = ArrayPool<long>.Shared.Rent(Math.Max(1, width) * Math.Clamp(expectedRows, 1, 256));
        text = ArrayPool<byte>.Shared.Rent(4096);
    }

    public int Count { get; private set; }

    public bool IsNull(int row, int column) => cells[(row * width) + column] == Null;

    /// <summary>Int, Long, Enum (its number), Boolean (0 or 1), Instant (UTC ticks) and Decimal (scaled by <see cref="Money.Scale"/>).</summary>
    public long Long(int row, int column) => cells[(row * width) + column];

    public bool Boolean(int row, int column) => Long(row, column) != 0;

    public double Double(int row, int column) => BitConverter.Int64BitsToDouble(Long(row, column));

    /// <summary>UTF-8 of Text, Json and Date (<c>YYYY-MM-DD</c>). Valid until the rows are disposed.</summary>
    public ReadOnlySpan<byte> Text(int row, int column)
    {
        var cell = Long(row, column);
        return text.AsSpan((int)(cell >> 32), (int)cell);
    }

    public string String(int row, int column) => Encoding.UTF8.GetString(Text(row, column));

    /// <summary>An average: exact decimals that no scaled integer could hold are kept as text.</summary>
    public decimal DecimalText(int row, int column) => decimal.Parse(Text(row, column), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The value as a CLR object: for code that is not on a hot path.</summary>
    public object? Value(int row, int column, FieldKind kind) => IsNull(row, column) ? null : kind switch
    {
        FieldKind.Int => (int)Long(row, column),
        FieldKind.Boolean => Boolean(row, column),
        FieldKind.Double => Double(row, column),
        FieldKind.Decimal => Money.FromStored(Long(row, column)),
        FieldKind.Instant => ReadableCells.Value(Long(row, column), kind),
        FieldKind.Date or FieldKind.Json => ReadableCells.Value(String(row, column), kind),
        FieldKind.Text => String(row, column),
        _ => Long(row, column),
    };

    /// <summary>Starts a row; its cells are set next, each once.</summary>
    internal int AddRow()
    {
        if ((Count + 1) * width > cells.Length) Grow(ref cells, Count * width, (Count + 1) * width);
        return Count++;
    }

    internal void SetNull(int row, int column) => cells[(row * width) + column] = Null;

    // The smallest integer stands for null; no id, instant, count or amount of the graph can reach it.
    internal void SetLong(int row, int column, long value) => cells[(row * width) + column] = value == Null ? Null + 1 : value;

    // Adding zero turns -0.0, whose bits are those of null, into 0.0.
    internal void SetDouble(int row, int column, double value) => SetLong(row, column, BitConverter.DoubleToInt64Bits(value + 0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetText(int row, int column, ReadOnlySpan<byte> value)
    {
        if (textLength + value.Length > text.Length) Grow(ref text, textLength, textLength + value.Length);
        value.CopyTo(text.AsSpan(textLength));
        cells[(row * width) + column] = ((long)textLength << 32) | (uint)value.Length;
        textLength += value.Length;
    }

    /// <summary>Where a text's UTF-8 of this length is to be written, before anything else is set.</summary>
    internal ArraySegment<byte> Text(int row, int column, int length)
    {
        if (textLength + length > text.Length) Grow(ref text, textLength, textLength + length);
        cells[(row * width) + column] = ((long)textLength << 32) | (uint)length;
        textLength += length;
        return new(text, textLength - length, length);
    }

    internal void SetText(int row, int column, string value)
    {
        Encoding.UTF8.GetBytes(value, Text(row, column, Encoding.UTF8.GetByteCount(value)));
    }

    /// <summary>Leaves out the rows from this one on.</summary>
    internal void Truncate(int count) => Count = count;

    internal void Reverse() => Reverse(0, Count);

    /// <summary>Turns the order of a run of rows around.</summary>
    internal void Reverse(int start, int count)
    {
        for (int low = start, high = start + count - 1; low < high; low++, high--)
        {
            var first = cells.AsSpan(low * width, width);
            var second = cells.AsSpan(high * width, width);
            for (var i = 0; i < width; i++) (first[i], second[i]) = (second[i], first[i]);
        }
    }

    public void Dispose()
    {
        if (cells.Length > 0) ArrayPool<long>.Shared.Return(cells);
        if (text.Length > 0) ArrayPool<byte>.Shared.Return(text);
        cells = [];
        text = [];
        Count = 0;
    }

    private static void Grow<T>(ref T[] array, int used, int needed)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}

using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The rows of one level in pooled memory, with column values side by side. Numbers are stored unchanged, and text as UTF-8,
/// which is written to a response without creating strings. Ordinals are those of the plan's <see cref="Selection"/>. Memory
/// grows in blocks of one size, so that no large array is copied or retained by a pool.
/// </summary>
public sealed class RowSet : IDisposable
{
    private const long Null = long.MinValue;
    private const int BlockBytes = 64 * 1024;
    private const int FirstText = 4096;
    private const int MostOffset = ushort.MaxValue;
    private readonly int width;
    private readonly int rowShift;
    private readonly int rowMask;
    private readonly IResponseMemory? memory;
    private long[][] cells;
    private byte[][] text;
    private int cellBlocks = 1;
    private int textBlocks = 1;
    private int textUsed;
    private long taken;

    /// <param name="memory">Accounts for the rows; null if they are not part of a response.</param>
    internal RowSet(int width, int expectedRows, IResponseMemory? memory = null)
    {
        this.width = width;
        this.memory = memory;
        // The rows per block, rounded down to a power of two, so that a shift finds a row's block.
        rowShift = BitOperations.Log2((uint)Math.Max(1, BlockBytes / sizeof(long) / Math.Max(1, width)));
        rowMask = (1 << rowShift) - 1;
        cells = [Cells(Math.Clamp(expectedRows, 1, rowMask + 1))];
        text = [Bytes(FirstText)];
    }

    public int Count { get; private set; }

    public bool IsNull(int row, int column) => Long(row, column) == Null;

    /// <summary>Int, Long, Enum (number), Boolean (0 or 1), Instant (UTC ticks) or Decimal (scaled by <see cref="Money.Scale"/>).</summary>
    public long Long(int row, int column) => cells[row >> rowShift][((row & rowMask) * width) + column];

    public bool Boolean(int row, int column) => Long(row, column) != 0;

    public double Double(int row, int column) => BitConverter.Int64BitsToDouble(Long(row, column));

    /// <summary>UTF-8 of Text, Json and Date (<c>YYYY-MM-DD</c>). Valid until the rows are disposed.</summary>
    public ReadOnlySpan<byte> Text(int row, int column)
    {
        var cell = Long(row, column);
        return text[(int)(cell >> 48)].AsSpan((int)(cell >> 32) & MostOffset, (int)cell);
    }

    public string String(int row, int column) => Encoding.UTF8.GetString(Text(row, column));

    /// <summary>An average. Its exact decimal may not fit a scaled integer, so it is stored as text.</summary>
    public decimal DecimalText(int row, int column) => decimal.Parse(Text(row, column), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The value as a CLR object, for code outside hot paths.</summary>
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

    /// <summary>Adds a row. Each of its cells must then be set once.</summary>
    internal int AddRow()
    {
        var (block, end) = (Count >> rowShift, ((Count & rowMask) + 1) * width);
        if (block == cellBlocks) Add(ref cells, ref cellBlocks, Cells(rowMask + 1));
        else if (end > cells[block].Length) Enlarge(block, end - width);
        return Count++;
    }

    internal void SetNull(int row, int column) => Cell(row, column) = Null;

    // The smallest integer represents null; no id, instant, count or amount of the graph reaches it.
    internal void SetLong(int row, int column, long value) => Cell(row, column) = value == Null ? Null + 1 : value;

    // Adding zero converts -0.0, whose bits equal those of null, to 0.0.
    internal void SetDouble(int row, int column, double value) => SetLong(row, column, BitConverter.DoubleToInt64Bits(value + 0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetText(int row, int column, ReadOnlySpan<byte> value) => value.CopyTo(Text(row, column, value.Length));

    /// <summary>Reserves space for a text of this length in UTF-8. Write it before setting another cell.</summary>
    internal ArraySegment<byte> Text(int row, int column, int length)
    {
        if (textUsed + length > text[textBlocks - 1].Length || textUsed > MostOffset) AddText(length);
        Cell(row, column) = ((long)(textBlocks - 1) << 48) | ((long)textUsed << 32) | (uint)length;
        textUsed += length;
        return new(text[textBlocks - 1], textUsed - length, length);
    }

    internal void SetText(int row, int column, string value)
    {
        Encoding.UTF8.GetBytes(value, Text(row, column, Encoding.UTF8.GetByteCount(value)));
    }

    /// <summary>Removes all rows after the first <paramref name="count"/>.</summary>
    internal void Truncate(int count) => Count = count;

    internal void Reverse() => Reverse(0, Count);

    /// <summary>Reverses the order of a range of rows.</summary>
    internal void Reverse(int start, int count)
    {
        for (int low = start, high = start + count - 1; low < high; low++, high--)
            for (var column = 0; column < width; column++) (Cell(low, column), Cell(high, column)) = (Cell(high, column), Cell(low, column));
    }

    public void Dispose()
    {
        for (var i = 0; i < cellBlocks; i++) ArrayPool<long>.Shared.Return(cells[i]);
        for (var i = 0; i < textBlocks; i++) ArrayPool<byte>.Shared.Return(text[i]);
        (cells, text, cellBlocks, textBlocks, Count) = ([], [], 0, 0, 0);
        memory?.Return(taken);
        taken = 0;
    }

    private ref long Cell(int row, int column) => ref cells[row >> rowShift][((row & rowMask) * width) + column];

    private void Enlarge(int block, int used)
    {
        var larger = Cells(rowMask + 1);
        cells[block].AsSpan(0, used).CopyTo(larger);
        var bytes = cells[block].Length * (long)sizeof(long);
        ArrayPool<long>.Shared.Return(cells[block]);
        cells[block] = larger;
        memory?.Return(bytes);
        taken -= bytes;
    }

    // A text lies in one block; a text longer than a block gets a block of its own.
    private void AddText(int length)
    {
        if (textBlocks > short.MaxValue) throw PlanSize.TooComplex();
        Add(ref text, ref textBlocks, Bytes(Math.Max(length, BlockBytes)));
        textUsed = 0;
    }

    private static void Add<T>(ref T[] blocks, ref int count, T block)
    {
        if (count == blocks.Length) Array.Resize(ref blocks, count * 2);
        blocks[count++] = block;
    }

    private long[] Cells(int rows)
    {
        var block = ArrayPool<long>.Shared.Rent(rows * Math.Max(1, width));
        Take(block.Length * (long)sizeof(long));
        return block;
    }

    private byte[] Bytes(int length)
    {
        var block = ArrayPool<byte>.Shared.Rent(length);
        Take(block.Length);
        return block;
    }

    private void Take(long bytes)
    {
        memory?.Take(bytes);
        taken += bytes;
    }
}

using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// The rows of one level, column values side by side in pooled memory: numbers as they are, text as UTF-8 that goes
/// into a response without ever being a string. Ordinals are those of the plan's <see cref="Selection"/>. Memory grows by
/// blocks of one size: no large array is ever copied, or kept by a pool afterwards.
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

    /// <param name="memory">Accounts the rows; null for rows that are not part of a response.</param>
    internal RowSet(int width, int expectedRows, IResponseMemory? memory = null)
    {
        this.width = width;
        this.memory = memory;
        // As many rows as a block holds, rounded down to a power of two, so that a row is found by a shift.
        rowShift = BitOperations.Log2((uint)Math.Max(1, BlockBytes / sizeof(long) / Math.Max(1, width)));
        rowMask = (1 << rowShift) - 1;
        cells = [Cells(Math.Clamp(expectedRows, 1, rowMask + 1))];
        text = [Bytes(FirstText)];
    }

    public int Count { get; private set; }

    public bool IsNull(int row, int column) => Long(row, column) == Null;

    /// <summary>Int, Long, Enum (its number), Boolean (0 or 1), Instant (UTC ticks) and Decimal (scaled by <see cref="Money.Scale"/>).</summary>
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
        var (block, end) = (Count >> rowShift, ((Count & rowMask) + 1) * width);
        if (block == cellBlocks) Add(ref cells, ref cellBlocks, Cells(rowMask + 1));
        else if (end > cells[block].Length) Enlarge(block, end - width);
        return Count++;
    }

    internal void SetNull(int row, int column) => Cell(row, column) = Null;

    // The smallest integer stands for null; no id, instant, count or amount of the graph can reach it.
    internal void SetLong(int row, int column, long value) => Cell(row, column) = value == Null ? Null + 1 : value;

    // Adding zero turns -0.0, whose bits are those of null, into 0.0.
    internal void SetDouble(int row, int column, double value) => SetLong(row, column, BitConverter.DoubleToInt64Bits(value + 0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetText(int row, int column, ReadOnlySpan<byte> value) => value.CopyTo(Text(row, column, value.Length));

    /// <summary>Where a text's UTF-8 of this length is to be written, before anything else is set.</summary>
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

    /// <summary>Leaves out the rows from this one on.</summary>
    internal void Truncate(int count) => Count = count;

    internal void Reverse() => Reverse(0, Count);

    /// <summary>Turns the order of a run of rows around.</summary>
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

    // A text lies in one block: one that is longer than that has its own.
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

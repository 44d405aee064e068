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
    private const int InitialTextBytes = 4096;
    private const int MaxOffset = ushort.MaxValue;
    private readonly int _width;
    private readonly int _rowShift;
    private readonly int _rowMask;
    private readonly IResponseMemory? _memory;
    private long[][] _cells;
    private byte[][] _text;
    private int _cellBlocks = 1;
    private int _textBlocks = 1;
    private int _textUsed;
    private long _reservedBytes;

    /// <param name="memory">Accounts for the rows; null if they are not part of a response.</param>
    internal RowSet(int width, int expectedRows, IResponseMemory? memory = null)
    {
        _width = width;
        _memory = memory;
        // The rows per block, rounded down to a power of two, so that a shift finds a row's block.
        _rowShift = BitOperations.Log2((uint)Math.Max(1, BlockBytes / sizeof(long) / Math.Max(1, width)));
        _rowMask = (1 << _rowShift) - 1;
        _cells = [RentCells(Math.Clamp(expectedRows, 1, _rowMask + 1))];
        _text = [RentBytes(InitialTextBytes)];
    }

    public int Count { get; private set; }

    public bool IsNull(int row, int column) => Long(row, column) == Null;

    /// <summary>Int, Long, Enum (number), Boolean (0 or 1), Instant (UTC ticks) or Decimal (scaled by <see cref="Money.Scale"/>).</summary>
    public long Long(int row, int column) => _cells[row >> _rowShift][((row & _rowMask) * _width) + column];

    public bool Boolean(int row, int column) => Long(row, column) != 0;

    public double Double(int row, int column) => BitConverter.Int64BitsToDouble(Long(row, column));

    /// <summary>UTF-8 of Text, Json and Date (<c>YYYY-MM-DD</c>). Valid until the rows are disposed.</summary>
    public ReadOnlySpan<byte> Text(int row, int column)
    {
        var cell = Long(row, column);
        return _text[(int)(cell >> 48)].AsSpan((int)(cell >> 32) & MaxOffset, (int)cell);
    }

    public string String(int row, int column) => Encoding.UTF8.GetString(Text(row, column));

    /// <summary>An average. Its exact decimal may not fit a scaled integer, so it is stored as text.</summary>
    public decimal DecimalText(int row, int column) => decimal.Parse(Text(row, column), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The value as a CLR object, for code outside hot paths.</summary>
    public object? Value(int row, int column, FieldKind kind) =>
        IsNull(row, column)
            ? null
            : kind switch
            {
                FieldKind.Int => (int)Long(row, column),
                FieldKind.Boolean => Boolean(row, column),
                FieldKind.Double => Double(row, column),
                FieldKind.Decimal => Money.FromStored(Long(row, column)),
                FieldKind.Instant => StoredValueReader.ReadValue(Long(row, column), kind),
                FieldKind.Date or FieldKind.Json => StoredValueReader.ReadValue(String(row, column), kind),
                FieldKind.Text => String(row, column),
                _ => Long(row, column),
            };

    /// <summary>Adds a row. Each of its cells must then be set once.</summary>
    internal int AddRow()
    {
        var (block, end) = (Count >> _rowShift, ((Count & _rowMask) + 1) * _width);
        if (block == _cellBlocks)
            AppendBlock(ref _cells, ref _cellBlocks, RentCells(_rowMask + 1));
        else if (end > _cells[block].Length)
            Enlarge(block, end - _width);
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
        if (_textUsed + length > _text[_textBlocks - 1].Length || _textUsed > MaxOffset)
            AddText(length);
        Cell(row, column) = ((long)(_textBlocks - 1) << 48) | ((long)_textUsed << 32) | (uint)length;
        _textUsed += length;
        return new(_text[_textBlocks - 1], _textUsed - length, length);
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
        for (var column = 0; column < _width; column++)
            (Cell(low, column), Cell(high, column)) = (Cell(high, column), Cell(low, column));
    }

    public void Dispose()
    {
        for (var i = 0; i < _cellBlocks; i++)
            ArrayPool<long>.Shared.Return(_cells[i]);
        for (var i = 0; i < _textBlocks; i++)
            ArrayPool<byte>.Shared.Return(_text[i]);
        (_cells, _text, _cellBlocks, _textBlocks, Count) = ([], [], 0, 0, 0);
        _memory?.Release(_reservedBytes);
        _reservedBytes = 0;
    }

    private ref long Cell(int row, int column) => ref _cells[row >> _rowShift][((row & _rowMask) * _width) + column];

    private void Enlarge(int block, int used)
    {
        var larger = RentCells(_rowMask + 1);
        _cells[block].AsSpan(0, used).CopyTo(larger);
        var bytes = _cells[block].Length * (long)sizeof(long);
        ArrayPool<long>.Shared.Return(_cells[block]);
        _cells[block] = larger;
        _memory?.Release(bytes);
        _reservedBytes -= bytes;
    }

    // A text lies in one block; a text longer than a block gets a block of its own.
    private void AddText(int length)
    {
        if (_textBlocks > short.MaxValue)
            throw PlanSizeLimit.CreateTooComplexException();
        AppendBlock(ref _text, ref _textBlocks, RentBytes(Math.Max(length, BlockBytes)));
        _textUsed = 0;
    }

    private static void AppendBlock<T>(ref T[] blocks, ref int count, T block)
    {
        if (count == blocks.Length)
            Array.Resize(ref blocks, count * 2);
        blocks[count++] = block;
    }

    private long[] RentCells(int rows)
    {
        var block = ArrayPool<long>.Shared.Rent(rows * Math.Max(1, _width));
        Reserve(block.Length * (long)sizeof(long));
        return block;
    }

    private byte[] RentBytes(int length)
    {
        var block = ArrayPool<byte>.Shared.Rent(length);
        Reserve(block.Length);
        return block;
    }

    private void Reserve(long bytes)
    {
        _memory?.Reserve(bytes);
        _reservedBytes += bytes;
    }
}

using System.Buffers;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server;

/// <summary>
/// A growing buffer in pooled pieces of one size: a response of any length without large arrays or copies. Each piece is
/// accounted before it is rented.
/// </summary>
internal sealed class PooledBuffer(IResponseMemory memory) : IBufferWriter<byte>, IDisposable
{
    private const int FirstPiece = 4 * 1024;

    // Below the size from which arrays are large objects, which only a full collection frees.
    private const int LargestPiece = 64 * 1024;

    private readonly List<Piece> full = [];
    private Piece current = new([], 0, 0);
    private int used;
    private long before;

    public long Length => before + used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (current.Bytes.Length - used < Math.Max(sizeHint, 1)) Next(sizeHint);
        return current.Bytes.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The bytes that were written so far.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces
    {
        get
        {
            foreach (var piece in full) yield return piece.Bytes.AsMemory(0, piece.Length);
            if (used > 0) yield return current.Bytes.AsMemory(0, used);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var free = GetSpan();
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Takes over all that another buffer of the same request holds; that one is empty afterwards.</summary>
    public void Append(PooledBuffer other)
    {
        Close();
        other.Close();
        full.AddRange(other.full);
        before += other.before;
        other.full.Clear();
        other.before = 0;
    }

    /// <summary>Replaces a byte wherever it was written.</summary>
    public void Replace(byte from, byte to)
    {
        foreach (var piece in full) piece.Bytes.AsSpan(0, piece.Length).Replace(from, to);
        current.Bytes.AsSpan(0, used).Replace(from, to);
    }

    /// <summary>Sends everything once; each piece is free again as soon as it was sent.</summary>
    public async Task SendAsync(Stream target, CancellationToken cancellation)
    {
        Close();
        for (var i = 0; i < full.Count; i++)
        {
            var piece = full[i];
            await target.WriteAsync(piece.Bytes.AsMemory(0, piece.Length), cancellation);
            full[i] = new([], 0, 0);
            Free(piece);
        }
        full.Clear();
        before = 0;
    }

    public byte[] ToArray()
    {
        var all = new byte[Length];
        var at = 0;
        foreach (var piece in Pieces)
        {
            piece.CopyTo(all.AsMemory(at));
            at += piece.Length;
        }
        return all;
    }

    public void Dispose()
    {
        foreach (var piece in full) Free(piece);
        full.Clear();
        Free(current);
        (current, used, before) = (new([], 0, 0), 0, 0);
    }

    private void Next(int sizeHint)
    {
        var size = Math.Max(sizeHint, current.Bytes.Length == 0 ? FirstPiece : Math.Min(current.Bytes.Length * 4, LargestPiece));
        Close();
        // Rented lengths are powers of two: this is what will be held.
        var bytes = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size);
        memory.Take(bytes);
        current = new(ArrayPool<byte>.Shared.Rent(size), 0, bytes);
    }

    private void Close()
    {
        if (used == 0) Free(current);
        else full.Add(current with { Length = used });
        before += used;
        (current, used) = (new([], 0, 0), 0);
    }

    private void Free(Piece piece)
    {
        if (piece.Bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(piece.Bytes);
        memory.Return(piece.Taken);
    }

    private readonly record struct Piece(byte[] Bytes, int Length, long Taken);
}

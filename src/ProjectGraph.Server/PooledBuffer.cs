using System.Buffers;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server;

/// <summary>
/// A growing buffer of pooled pieces, which holds a response of any length without large arrays or copies. The memory of each
/// piece is reserved before the piece is rented.
/// </summary>
internal sealed class PooledBuffer(IResponseMemory memory) : IBufferWriter<byte>, IDisposable
{
    private const int FirstPiece = 4 * 1024;

    // Smaller than a large object, which only a full collection frees.
    private const int LargestPiece = 64 * 1024;

    private readonly List<Piece> _fullPieces = [];
    private Piece _current = new([], 0, 0);
    private int _used;
    private long _lengthOfFullPieces;

    public long Length => _lengthOfFullPieces + _used;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_current.Bytes.Length - _used < Math.Max(sizeHint, 1))
            StartPiece(sizeHint);
        return _current.Bytes.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The written bytes.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces
    {
        get
        {
            foreach (var piece in _fullPieces)
                yield return piece.Bytes.AsMemory(0, piece.Length);
            if (_used > 0)
                yield return _current.Bytes.AsMemory(0, _used);
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

    /// <summary>Moves all bytes of another buffer of the same request to this buffer.</summary>
    public void Append(PooledBuffer other)
    {
        CompletePiece();
        other.CompletePiece();
        _fullPieces.AddRange(other._fullPieces);
        _lengthOfFullPieces += other._lengthOfFullPieces;
        other._fullPieces.Clear();
        other._lengthOfFullPieces = 0;
    }

    /// <summary>Replaces all occurrences of a byte.</summary>
    public void Replace(byte from, byte to)
    {
        foreach (var piece in _fullPieces)
            piece.Bytes.AsSpan(0, piece.Length).Replace(from, to);
        _current.Bytes.AsSpan(0, _used).Replace(from, to);
    }

    /// <summary>Sends all bytes once, and frees each piece as soon as it is sent.</summary>
    public async Task SendAsync(Stream target, CancellationToken cancellationToken)
    {
        CompletePiece();
        for (var i = 0; i < _fullPieces.Count; i++)
        {
            var piece = _fullPieces[i];
            await target.WriteAsync(piece.Bytes.AsMemory(0, piece.Length), cancellationToken);
            _fullPieces[i] = new([], 0, 0);
            Free(piece);
        }
        _fullPieces.Clear();
        _lengthOfFullPieces = 0;
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
        foreach (var piece in _fullPieces)
            Free(piece);
        _fullPieces.Clear();
        Free(_current);
        (_current, _used, _lengthOfFullPieces) = (new([], 0, 0), 0, 0);
    }

    private void StartPiece(int sizeHint)
    {
        var size = Math.Max(sizeHint, _current.Bytes.Length == 0 ? FirstPiece : Math.Min(_current.Bytes.Length * 4, LargestPiece));
        CompletePiece();
        // The pool rents arrays whose lengths are powers of two.
        var bytes = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size);
        memory.Reserve(bytes);
        _current = new(ArrayPool<byte>.Shared.Rent(size), 0, bytes);
    }

    private void CompletePiece()
    {
        if (_used == 0)
            Free(_current);
        else
            _fullPieces.Add(_current with { Length = _used });
        _lengthOfFullPieces += _used;
        (_current, _used) = (new([], 0, 0), 0);
    }

    private void Free(Piece piece)
    {
        if (piece.Bytes.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(piece.Bytes);
        memory.Release(piece.ReservedBytes);
    }

    private readonly record struct Piece(byte[] Bytes, int Length, long ReservedBytes);
}

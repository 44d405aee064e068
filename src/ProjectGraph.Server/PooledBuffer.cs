using System.Buffers;

namespace ProjectGraph.Server;

/// <summary>A growing buffer in pooled pieces: an answer of any size without large arrays or copies.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstPiece = 16 * 1024;
    private const int LargestPiece = 1024 * 1024;
    private const long Most = 128L * 1024 * 1024;
    private readonly List<(byte[] Bytes, int Length)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(FirstPiece);
    private int used;
    private long before;

    public long Length => before + used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (current.Length - used < Math.Max(sizeHint, 1)) Next(sizeHint);
        return current.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>What was written so far.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces
    {
        get
        {
            foreach (var (bytes, length) in full) yield return bytes.AsMemory(0, length);
            yield return current.AsMemory(0, used);
        }
    }

    /// <summary>Replaces a byte wherever it was written.</summary>
    public void Replace(byte from, byte to)
    {
        foreach (var (bytes, length) in full) bytes.AsSpan(0, length).Replace(from, to);
        current.AsSpan(0, used).Replace(from, to);
    }

    public async Task CopyToAsync(Stream target, CancellationToken cancellation)
    {
        foreach (var piece in Pieces) await target.WriteAsync(piece, cancellation);
    }

    public void Dispose()
    {
        foreach (var (bytes, _) in full) ArrayPool<byte>.Shared.Return(bytes);
        full.Clear();
        if (current.Length > 0) ArrayPool<byte>.Shared.Return(current);
        current = [];
        used = 0;
    }

    private void Next(int sizeHint)
    {
        if (Length > Most) throw new ApiException(ErrorCodes.TooComplex, "The answer is larger than 128 MB. Ask for fewer rows at once, or for less of each.");
        full.Add((current, used));
        before += used;
        used = 0;
        current = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, Math.Min(current.Length * 2, LargestPiece)));
    }
}

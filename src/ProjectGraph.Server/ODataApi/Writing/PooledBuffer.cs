using System.Buffers;

namespace ProjectGraph.Server.ODataApi.Writing;

/// <summary>
/// An answer while it is written, in pooled segments: complete before its first byte is sent, so that a failure in the
/// middle is an error and never half an answer.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SegmentSize = 64 * 1024;
    private const long Most = 128L * 1024 * 1024;

    private readonly List<(byte[] Bytes, int Length)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(SegmentSize);
    private int length;
    private long fullLength;

    public long Length => fullLength + length;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return current.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return current.AsSpan(length);
    }

    public async Task CopyToAsync(Stream stream, CancellationToken cancellation)
    {
        foreach (var (bytes, count) in full) await stream.WriteAsync(bytes.AsMemory(0, count), cancellation);
        await stream.WriteAsync(current.AsMemory(0, length), cancellation);
    }

    public void CopyTo(IBufferWriter<byte> output)
    {
        foreach (var (bytes, count) in full) output.Write(bytes.AsSpan(0, count));
        output.Write(current.AsSpan(0, length));
    }

    public void Dispose()
    {
        foreach (var (bytes, _) in full) ArrayPool<byte>.Shared.Return(bytes);
        full.Clear();
        if (current.Length > 0) ArrayPool<byte>.Shared.Return(current);
        current = [];
        length = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (current.Length - length >= Math.Max(sizeHint, 1)) return;
        if (Length > Most) throw new ApiException(ErrorCodes.TooComplex, "The answer is larger than 128 MB. Ask for fewer rows at once, or expand less.");
        full.Add((current, length));
        fullLength += length;
        length = 0;
        current = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, SegmentSize));
    }
}

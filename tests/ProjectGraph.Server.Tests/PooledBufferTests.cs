using System.Text;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.Tests;

public sealed class PooledBufferTests
{
    [Fact]
    public async Task All_bytes_are_sent_and_returned_piece_by_piece()
    {
        var memory = new Account();
        using var buffer = new PooledBuffer(memory);
        var text = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 200_000)));
        foreach (var part in text.Chunk(7_777))
            buffer.Write(part);
        buffer.Length.ShouldBe(text.Length);
        memory.Held.ShouldBeGreaterThanOrEqualTo(text.Length);
        using var target = new Watched(memory);
        await buffer.SendAsync(target, default);
        target.ToArray().ShouldBe(text);
        memory.Held.ShouldBe(0);
        target.HeldAtEnd.ShouldBeLessThan(text.Length / 4);
    }

    [Fact]
    public void A_value_larger_than_a_piece_has_one_of_its_own()
    {
        var memory = new Account();
        using var buffer = new PooledBuffer(memory);
        buffer.Write("a"u8);
        buffer.GetSpan(300_000)[..300_000].Fill((byte)'b');
        buffer.Advance(300_000);
        buffer.Write("c"u8);
        var all = buffer.ToArray();
        (all.Length, all[0], all[1], all[^1]).ShouldBe((300_002, (byte)'a', (byte)'b', (byte)'c'));
    }

    [Fact]
    public void Another_buffer_is_taken_over_without_a_copy()
    {
        var memory = new Account();
        using var outer = new PooledBuffer(memory);
        using var inner = new PooledBuffer(memory);
        inner.Write(new byte[100_000]);
        outer.Write("["u8);
        var held = memory.Held;
        outer.Append(inner);
        memory.Held.ShouldBeLessThanOrEqualTo(held);
        inner.Length.ShouldBe(0);
        outer.Write("]"u8);
        outer.Length.ShouldBe(100_002);
        outer.Dispose();
        memory.Held.ShouldBe(0);
    }

    [Fact]
    public void Every_rented_piece_is_accounted()
    {
        using var buffer = new PooledBuffer(new Account { Most = 100_000 });
        Should.Throw<InvalidOperationException>(() => buffer.Write(new byte[200_000]));
        buffer.Length.ShouldBeLessThanOrEqualTo(100_000);
    }

    private sealed class Account : IResponseMemory
    {
        public long Held { get; private set; }

        public long Most { get; init; } = long.MaxValue;

        public void Reserve(long bytes)
        {
            if (Held + bytes > Most)
                throw new InvalidOperationException("full");
            Held += bytes;
        }

        public void Release(long bytes) => Held -= bytes;
    }

    private sealed class Watched(Account memory) : MemoryStream
    {
        public long HeldAtEnd { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            HeldAtEnd = memory.Held;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}

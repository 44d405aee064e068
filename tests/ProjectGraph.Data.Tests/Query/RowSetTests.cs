using System.Globalization;
using System.Text;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query;

public sealed class RowSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(9_000)]
    public void Values_are_read_back_from_any_number_of_blocks(int width)
    {
        var count = 60_000 / width + 5;
        using var rows = new RowSet(width, expectedRows: 64);
        for (var i = 0; i < count; i++)
        {
            var row = rows.AddRow();
            for (var column = 0; column < width; column++)
                rows.SetLong(row, column, ((long)i * width) + column);
        }
        rows.Count.ShouldBe(count);
        for (var i = 0; i < count; i++)
        for (var column = 0; column < width; column++)
            rows.Long(i, column).ShouldBe(((long)i * width) + column);
        rows.Reverse();
        rows.Long(0, 0).ShouldBe((long)(count - 1) * width);
        rows.Long(count - 1, width - 1).ShouldBe(width - 1);
    }

    [Fact]
    public void Texts_of_every_length_are_contiguous()
    {
        int[] lengths = [0, 1, 4_095, 4_096, 1, 65_535, 65_536, 0, 65_537, 0, 200_000, 7, 30_000, 30_000, 5_536, 0, 3];
        using var rows = new RowSet(2, expectedRows: 1);
        foreach (var length in lengths)
        {
            var row = rows.AddRow();
            rows.SetText(row, 0, Of(row, length));
            rows.SetNull(row, 1);
        }
        for (var row = 0; row < lengths.Length; row++)
        {
            rows.String(row, 0).ShouldBe(Of(row, lengths[row]));
            rows.IsNull(row, 0).ShouldBeFalse();
            rows.IsNull(row, 1).ShouldBeTrue();
        }
    }

    [Fact]
    public void Every_byte_is_accounted_for_and_released()
    {
        var memory = new Account();
        var rows = new RowSet(2, expectedRows: 64, memory);
        for (var i = 0; i < 50_000; i++)
        {
            var row = rows.AddRow();
            rows.SetLong(row, 0, i);
            rows.SetText(row, 1, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
        }
        memory.Held.ShouldBeInRange(50_000 * 20, 50_000 * 25);
        rows.Dispose();
        memory.Held.ShouldBe(0);
    }

    [Fact]
    public void Adding_rows_fails_at_the_memory_limit()
    {
        var memory = new Account { Most = 300_000 };
        using (var rows = new RowSet(1, expectedRows: 64, memory))
            Should.Throw<InvalidOperationException>(() =>
            {
                for (var i = 0; i < 1_000_000; i++)
                    rows.SetLong(rows.AddRow(), 0, i);
            });
        memory.Held.ShouldBe(0);
    }

    private static string Of(int row, int length) => new((char)('a' + row), length);

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
}

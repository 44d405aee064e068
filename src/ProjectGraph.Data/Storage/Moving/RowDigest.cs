using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>A checksum over rows. Their encoding does not depend on the database.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> written = new();

    public long Rows { get; private set; }

    public void Append(IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            foreach (var value in row) Append(value);
        }
        hash.AppendData(written.WrittenSpan);
        written.ResetWrittenCount();
        Rows += rows.Count;
    }

    public string End() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();

    private void Append(object? value)
    {
        switch (value)
        {
            case null: Append(0); break;
            case bool truth: Append(truth ? (byte)1 : (byte)2); break;
            case long number: Append(3, number); break;
            // SQLite does not store a negative zero.
            case double number: Append(4, BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number)); break;
            case string text:
                Append(5, Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, written);
                break;
            default: throw new InvalidOperationException($"A checksum over a {value.GetType().Name} is not supported.");
        }
    }

    private void Append(byte kind, long number)
    {
        Append(kind);
        BinaryPrimitives.WriteInt64LittleEndian(written.GetSpan(sizeof(long)), number);
        written.Advance(sizeof(long));
    }

    private void Append(byte kind)
    {
        written.GetSpan(1)[0] = kind;
        written.Advance(1);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>A checksum over rows. Their encoding does not depend on the database.</summary>
internal sealed class RowDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public long Rows { get; private set; }

    public void Append(IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            foreach (var value in row)
                Append(value);
        }
        _hash.AppendData(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        Rows += rows.Count;
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                Append(0);
                break;
            case bool truth:
                Append(truth ? (byte)1 : (byte)2);
                break;
            case long number:
                Append(3, number);
                break;
            // SQLite does not store a negative zero.
            case double number:
                Append(4, BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number));
                break;
            case string text:
                Append(5, Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, _buffer);
                break;
            default:
                throw new InvalidOperationException($"A checksum over a {value.GetType().Name} is not supported.");
        }
    }

    private void Append(byte kind, long number)
    {
        Append(kind);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), number);
        _buffer.Advance(sizeof(long));
    }

    private void Append(byte kind)
    {
        _buffer.GetSpan(1)[0] = kind;
        _buffer.Advance(1);
    }
}

using Npgsql;

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Reads the driver's buffer. Text is copied to the response as the bytes that the server sent.</summary>
internal sealed class PostgresFloorRows(NpgsqlDataReader reader) : FloorRows
{
    [ThreadStatic]
    private static byte[]? Buffer;

    public override bool Next() => reader.Read();

    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Long(int column) => reader.GetInt64(column);

    public override double Double(int column) => reader.GetDouble(column);

    public override bool Boolean(int column) => reader.GetBoolean(column);

    public override ReadOnlySpan<byte> Text(int column)
    {
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (Buffer is null || Buffer.Length < length)
            Buffer = new byte[Math.Max(4_096, length)];
        reader.GetBytes(column, 0, Buffer, 0, length);
        return Buffer.AsSpan(0, length);
    }

    public override void Dispose() => reader.Dispose();
}

namespace ProjectGraph.Benchmarks.Floor;

/// <summary>Reads the rows of a statement from the store's driver, one by one.</summary>
internal abstract class FloorRows : IDisposable
{
    public abstract bool Next();

    public abstract bool IsNull(int column);

    public abstract long Long(int column);

    public abstract double Double(int column);

    public abstract bool Boolean(int column);

    /// <summary>The unconverted UTF-8, valid until the next text or row.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    public abstract void Dispose();
}

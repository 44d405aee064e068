namespace ProjectGraph.Benchmarks.Floor;

/// <summary>The rows of a statement, one after the other, as their store's driver has them.</summary>
internal abstract class FloorRows : IDisposable
{
    public abstract bool Next();

    public abstract bool IsNull(int column);

    public abstract long Long(int column);

    public abstract double Double(int column);

    public abstract bool Boolean(int column);

    /// <summary>UTF-8, as it came; valid until the next text or row.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    public abstract void Dispose();
}

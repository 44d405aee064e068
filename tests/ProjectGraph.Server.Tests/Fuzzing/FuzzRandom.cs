namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>The same choices for the same seed, on every runtime.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong state = (seed * 0x9E3779B97F4A7C15) | 1;

    public int Next(int below)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)((state >> 11) % (ulong)below);
    }

    public bool OneIn(int many) => Next(many) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];
}

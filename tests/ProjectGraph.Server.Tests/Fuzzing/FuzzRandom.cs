namespace ProjectGraph.Server.Tests.Fuzzing;

/// <summary>The same choices for the same seed, on every runtime.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong _state = (seed * 0x9E3779B97F4A7C15) | 1;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 11) % (ulong)below);
    }

    public bool OneIn(int many) => Next(many) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];
}

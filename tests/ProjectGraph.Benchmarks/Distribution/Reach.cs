using System.Collections.Immutable;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>What of a distributed database has to be asked.</summary>
/// <param name="Partitions">Those that the rows can be on.</param>
/// <param name="AsSent">Whether the statements themselves say so, by the connection; else only the key does, if it tells its connection.</param>
/// <param name="Single">Whether the one node with what is not distributed is asked too.</param>
/// <param name="Writes">Whether anything distributed or single is written.</param>
internal sealed record Reach(ImmutableHashSet<int> Partitions, bool AsSent, bool Single, bool Writes)
{
    public static readonly Reach Nothing = new([], AsSent: true, Single: false, Writes: false);

    public static readonly ImmutableHashSet<int> All = [.. Enumerable.Range(0, Placement.Partitions)];

    public Reach And(Reach other) =>
        new(Partitions.Union(other.Partitions), AsSent && other.AsSent, Single || other.Single, Writes || other.Writes);
}

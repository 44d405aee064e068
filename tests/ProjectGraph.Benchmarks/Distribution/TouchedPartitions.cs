using System.Collections.Immutable;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>The parts of a distributed database that a statement touches.</summary>
/// <param name="Partitions">The partitions that may hold the rows.</param>
/// <param name="AsSent">Whether the statements name the vendor account; otherwise only a key determines it.</param>
/// <param name="Single">Whether the node with the tables that are not distributed is touched too.</param>
/// <param name="Writes">Whether a distributed table, or one on the single node, is written.</param>
internal sealed record TouchedPartitions(ImmutableHashSet<int> Partitions, bool AsSent, bool Single, bool Writes)
{
    public static readonly TouchedPartitions Nothing = new([], AsSent: true, Single: false, Writes: false);

    public static readonly ImmutableHashSet<int> All = [.. Enumerable.Range(0, Placement.Partitions)];

    public TouchedPartitions And(TouchedPartitions other) =>
        new(Partitions.Union(other.Partitions), AsSent && other.AsSent, Single || other.Single, Writes || other.Writes);
}

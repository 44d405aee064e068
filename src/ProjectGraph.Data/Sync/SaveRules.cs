using System.Collections.Frozen;

namespace ProjectGraph.Data.Sync;

/// <summary>How vendor data goes into the graph.</summary>
/// <param name="ConnectionId">Whose data it is.</param>
/// <param name="WriteOnly">Fields whose stored value stays where the vendor shows none.</param>
/// <param name="Now">The transaction's time, in UTC ticks.</param>
/// <param name="ReadAt">When the vendor was asked, in UTC ticks.</param>
/// <param name="InSync">Whether it is a page of a sync, whose rows an operation has not written since its run began.</param>
internal sealed record SaveRules(long ConnectionId, IReadOnlySet<string> WriteOnly, long Now, long ReadAt, bool InSync)
{
    public static readonly IReadOnlySet<string> NoFields = FrozenSet<string>.Empty;
}

using System.Collections.Frozen;

namespace ProjectGraph.Data.Sync;

/// <summary>The rules for writing vendor data to the graph.</summary>
/// <param name="VendorAccountId">The vendor account of the data.</param>
/// <param name="WriteOnly">Fields that keep their stored value if the vendor does not return them.</param>
/// <param name="Now">The transaction's time, in UTC ticks.</param>
/// <param name="ReadAt">When the vendor was requested, in UTC ticks.</param>
/// <param name="InSync">Whether the data is a page of a sync. Rows that an operation has written since its run began are left alone.</param>
internal sealed record SaveRules(long VendorAccountId, IReadOnlySet<string> WriteOnly, long Now, long ReadAt, bool InSync)
{
    public static readonly IReadOnlySet<string> NoFields = FrozenSet<string>.Empty;
}

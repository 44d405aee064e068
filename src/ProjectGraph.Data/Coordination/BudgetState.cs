namespace ProjectGraph.Data.Coordination;

/// <summary>How much of a connection's rate budget is used up.</summary>
/// <param name="ClosedUntil">Until when the vendor wants no call at all.</param>
/// <param name="FullAt">Of each limit, in their order, when all of it is there again if no call goes out until then.</param>
public sealed record BudgetState(DateTimeOffset ClosedUntil, IReadOnlyList<DateTimeOffset> FullAt)
{
    public bool Equals(BudgetState? other) => other is not null && ClosedUntil == other.ClosedUntil && FullAt.SequenceEqual(other.FullAt);

    public override int GetHashCode() => HashCode.Combine(ClosedUntil, FullAt.Count);
}

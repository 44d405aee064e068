namespace ProjectGraph.Data.Coordination;

/// <summary>The state of a vendor account's rate budget.</summary>
/// <param name="ClosedUntil">The instant until which the vendor accepts no calls.</param>
/// <param name="FullAt">For each limit, in order: the instant at which it is full again without further calls.</param>
public sealed record BudgetState(DateTimeOffset ClosedUntil, IReadOnlyList<DateTimeOffset> FullAt)
{
    public bool Equals(BudgetState? other) => other is not null && ClosedUntil == other.ClosedUntil && FullAt.SequenceEqual(other.FullAt);

    public override int GetHashCode() => HashCode.Combine(ClosedUntil, FullAt.Count);
}

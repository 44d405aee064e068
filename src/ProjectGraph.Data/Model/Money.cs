namespace ProjectGraph.Data.Model;

/// <summary>Exact decimals as the store holds them: integers, so that they sort, compare and sum without rounding.</summary>
public static class Money
{
    /// <summary>Digits after the point.</summary>
    public const int Digits = 4;
    public const long Scale = 10_000;

    /// <summary>The largest amount that a stored integer can hold.</summary>
    public const decimal Max = long.MaxValue / (decimal)Scale;

    /// <summary>Half to even beyond the fourth digit.</summary>
    /// <exception cref="OverflowException">The amount is larger than <see cref="Max"/>.</exception>
    public static long ToStored(decimal amount) => (long)decimal.Round(amount * Scale, 0, MidpointRounding.ToEven);

    public static decimal FromStored(long stored) => stored / (decimal)Scale;
}

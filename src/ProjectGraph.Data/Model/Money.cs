namespace ProjectGraph.Data.Model;

/// <summary>Converts exact decimals to the store's integers, which sort, compare and sum without rounding.</summary>
public static class Money
{
    /// <summary>Digits after the decimal point.</summary>
    public const int Digits = 4;
    public const long Scale = 10_000;

    /// <summary>The largest amount that the stored integer can represent.</summary>
    public const decimal Max = long.MaxValue / (decimal)Scale;

    /// <summary>Converts an amount to its stored integer. Digits beyond the fourth are rounded half to even.</summary>
    /// <exception cref="OverflowException">The amount is larger than <see cref="Max"/>.</exception>
    public static long ToStored(decimal amount) => (long)decimal.Round(amount * Scale, 0, MidpointRounding.ToEven);

    public static decimal FromStored(long stored) => stored / (decimal)Scale;
}

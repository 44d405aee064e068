namespace ProjectGraph.Data.Model;

/// <summary>The type of a value. It determines how the value is stored, compared and written.</summary>
public enum FieldKind
{
    /// <summary>Text, compared by code point.</summary>
    Text,

    /// <summary>32-bit integer.</summary>
    Int,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>Exact decimal, stored as a 64-bit integer scaled by <see cref="Money.Scale"/>.</summary>
    Decimal,

    /// <summary>64-bit floating point.</summary>
    Double,

    Boolean,

    /// <summary>Calendar day, stored as <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>Instant, stored as UTC ticks of 100 ns since the year 1.</summary>
    Instant,

    /// <summary>Enum member, stored as its number.</summary>
    Enum,

    /// <summary>Text that contains one JSON value.</summary>
    Json,

    /// <summary>Time span in ticks of 100 ns. Only computed values have this kind.</summary>
    Duration,

    /// <summary>Time of day in ticks of 100 ns. Only computed values have this kind.</summary>
    TimeOfDay,
}

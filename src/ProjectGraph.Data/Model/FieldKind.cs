namespace ProjectGraph.Data.Model;

/// <summary>What a value is, and so how it is stored, compared and written.</summary>
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

    /// <summary>Stored as the number of the enum's member.</summary>
    Enum,

    /// <summary>Text that holds one JSON value.</summary>
    Json,

    /// <summary>A span of time in ticks of 100 ns: of calculated values only, no field has it.</summary>
    Duration,

    /// <summary>A time of day in ticks of 100 ns: of calculated values only, no field has it.</summary>
    TimeOfDay,
}

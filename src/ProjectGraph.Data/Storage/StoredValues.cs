using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>Stores an instant as UTC ticks, because SQLite cannot order or compare a <see cref="DateTimeOffset"/>.</summary>
internal sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new(ticks, TimeSpan.Zero));

/// <summary>Stores an exact decimal as a scaled integer, because SQLite would store a floating-point number.</summary>
internal sealed class ScaledDecimalConverter()
    : ValueConverter<decimal, long>(amount => Money.ToStored(amount), stored => Money.FromStored(stored));

/// <summary>Stores a day as ISO text on every store.</summary>
internal sealed class DayTextConverter()
    : ValueConverter<DateOnly, string>(
        day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
    );

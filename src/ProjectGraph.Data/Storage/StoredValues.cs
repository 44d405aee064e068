using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>An instant as UTC ticks: SQLite can neither order nor compare a <see cref="DateTimeOffset"/>.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new(ticks, TimeSpan.Zero));

/// <summary>An exact decimal as a scaled integer: SQLite would make a floating point number of it.</summary>
internal sealed class ScaledDecimal() : ValueConverter<decimal, long>(amount => Money.ToStored(amount), stored => Money.FromStored(stored));

/// <summary>A day as the same text on every store.</summary>
internal sealed class DayText() : ValueConverter<DateOnly, string>(
    day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

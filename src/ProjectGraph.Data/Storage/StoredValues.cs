using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Storage;

/// <summary>An instant as UTC ticks: SQLite can neither order nor compare a <see cref="DateTimeOffset"/>.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new(ticks, TimeSpan.Zero));

/// <summary>An exact decimal as a scaled integer: SQLite would make a floating point number of it.</summary>
internal sealed class ScaledDecimal() : ValueConverter<decimal, long>(amount => Money.ToStored(amount), stored => Money.FromStored(stored));

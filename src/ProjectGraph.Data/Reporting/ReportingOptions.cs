using System.Globalization;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Reporting;

/// <summary>The options of reports: the configuration section <c>BI</c>.</summary>
public sealed record ReportingOptions
{
    /// <summary>The first month of the fiscal year.</summary>
    public int FiscalYearStartMonth { get; init; } = 1;

    /// <summary>The number of days that snapshots of projects are kept. 0 keeps them forever.</summary>
    public int SnapshotRetentionDays { get; init; }

    /// <exception cref="StoreException">A value is out of range.</exception>
    public static ReportingOptions Read(IConfiguration configuration) =>
        new()
        {
            FiscalYearStartMonth = ReadNumber(configuration, "BI:FiscalYearStartMonth", 1, 12) ?? 1,
            SnapshotRetentionDays = ReadNumber(configuration, "BI:SnapshotRetentionDays", 0, 100_000) ?? 0,
        };

    private static int? ReadNumber(IConfiguration configuration, string name, int minimum, int maximum)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new StoreException(
                StoreException.BadConfiguration,
                $"{name} is `{text}`. It must be a whole number from {minimum} to {maximum}."
            );
    }
}

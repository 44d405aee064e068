using System.Globalization;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Reporting;

/// <summary>What reports agree on: the section <c>BI</c> of the configuration.</summary>
public sealed record ReportingOptions
{
    /// <summary>The month that the fiscal year begins with.</summary>
    public int FiscalYearStartMonth { get; init; } = 1;

    /// <summary>Days that snapshots of projects are kept; 0 is for ever.</summary>
    public int SnapshotRetentionDays { get; init; }

    /// <exception cref="StoreException">A value that makes no sense.</exception>
    public static ReportingOptions Read(IConfiguration configuration) => new()
    {
        FiscalYearStartMonth = Number(configuration, "BI:FiscalYearStartMonth", 1, 12) ?? 1,
        SnapshotRetentionDays = Number(configuration, "BI:SnapshotRetentionDays", 0, 100_000) ?? 0,
    };

    private static int? Number(IConfiguration configuration, string name, int least, int most)
    {
        if (configuration[name] is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new StoreException(StoreException.BadConfiguration, $"{name} is `{text}`. It must be a whole number from {least} to {most}.");
    }
}

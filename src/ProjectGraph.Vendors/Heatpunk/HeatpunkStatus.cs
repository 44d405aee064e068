using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Heatpunk's six statuses.</summary>
[EnumDescription("Where a project stands, in Heatpunk's words.")]
public enum HeatpunkStatus
{
    [Value("LEAD", "A lead.")]
    Lead = 1,

    [Value("QUOTE", "Quoted.")]
    Quote = 2,

    [Value("SALE", "Sold.")]
    Sale = 3,

    [Value("INSTALL", "Being installed.")]
    Install = 4,

    [Value("COMPLETED", "Finished.")]
    Completed = 5,

    [Value("REJECTED", "Rejected.")]
    Rejected = 6,
}

/// <summary>
/// Converts between Heatpunk's six statuses and the graph's. Two pairs are read as one status; the vendor status keeps the original.
/// </summary>
internal static class HeatpunkStatuses
{
    public static string AllNames { get; } = string.Join(", ", Enum.GetNames<HeatpunkStatus>());

    /// <summary>Parses a status. The member names are Heatpunk's spelling and are case-sensitive.</summary>
    public static HeatpunkStatus? Parse(string word) =>
        Enum.GetNames<HeatpunkStatus>().Contains(word) ? Enum.Parse<HeatpunkStatus>(word) : null;

    public static string ToVendorStatus(HeatpunkStatus status) => status.ToString();

    public static ProjectStatus? ToProjectStatus(string? word) =>
        word switch
        {
            null or "" => null,
            "Lead" or "Quote" => ProjectStatus.NotStarted,
            "Sale" or "Install" => ProjectStatus.InProgress,
            "Completed" => ProjectStatus.Completed,
            "Rejected" => ProjectStatus.Cancelled,
            _ => ProjectStatus.Unknown,
        };

    /// <summary>Returns null if Heatpunk has no equivalent.</summary>
    public static HeatpunkStatus? FromProjectStatus(ProjectStatus status) =>
        status switch
        {
            ProjectStatus.NotStarted => HeatpunkStatus.Lead,
            ProjectStatus.InProgress => HeatpunkStatus.Install,
            ProjectStatus.Completed => HeatpunkStatus.Completed,
            ProjectStatus.Cancelled => HeatpunkStatus.Rejected,
            _ => null,
        };
}

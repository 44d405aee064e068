using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Heatpunk's six words for a status.</summary>
[EnumDescription("Where a project stands, in Heatpunk's words.")]
public enum HeatpunkStatus
{
    [Value("LEAD", "A lead.")] Lead = 1,
    [Value("QUOTE", "Quoted.")] Quote = 2,
    [Value("SALE", "Sold.")] Sale = 3,
    [Value("INSTALL", "Being installed.")] Install = 4,
    [Value("COMPLETED", "Finished.")] Completed = 5,
    [Value("REJECTED", "Rejected.")] Rejected = 6,
}

/// <summary>Six words for four states: reading loses which of two it was, and the vendor's own word keeps it.</summary>
internal static class HeatpunkStatuses
{
    public static string Words { get; } = string.Join(", ", Enum.GetNames<HeatpunkStatus>());

    /// <summary>The members are called as Heatpunk writes them, capital and all.</summary>
    public static HeatpunkStatus? Parse(string word) => Enum.GetNames<HeatpunkStatus>().Contains(word) ? Enum.Parse<HeatpunkStatus>(word) : null;

    public static string Word(HeatpunkStatus status) => status.ToString();

    public static ProjectStatus? Read(string? word) => word switch
    {
        null or "" => null,
        "Lead" or "Quote" => ProjectStatus.NotStarted,
        "Sale" or "Install" => ProjectStatus.InProgress,
        "Completed" => ProjectStatus.Completed,
        "Rejected" => ProjectStatus.Cancelled,
        _ => ProjectStatus.Unknown,
    };

    /// <summary>Null where Heatpunk has nothing like it.</summary>
    public static HeatpunkStatus? Write(ProjectStatus status) => status switch
    {
        ProjectStatus.NotStarted => HeatpunkStatus.Lead,
        ProjectStatus.InProgress => HeatpunkStatus.Install,
        ProjectStatus.Completed => HeatpunkStatus.Completed,
        ProjectStatus.Cancelled => HeatpunkStatus.Rejected,
        _ => null,
    };
}

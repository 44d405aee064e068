using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Between the codes of the value list <c>project_status</c> and the graph's statuses. The list is the tenant's own, so a
/// connection can say which of its values mean what.
/// </summary>
internal sealed class CoreDataStatuses
{
    private const string List = "project_status:";

    private static readonly (ProjectStatus Status, string Value)[] usual =
    [
        (ProjectStatus.NotStarted, "Pending"),
        (ProjectStatus.InProgress, "In_progress"),
        (ProjectStatus.OnHold, "On_hold"),
        (ProjectStatus.Completed, "Completed"),
        (ProjectStatus.Cancelled, "Cancelled"),
    ];

    private readonly Dictionary<string, ProjectStatus> read = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ProjectStatus, string> write = [];

    /// <summary>
    /// By the settings <c>StatusNotStarted</c>, <c>StatusInProgress</c> and so on: values divided by commas, of which the first
    /// is written; empty where the tenant has none. Without a setting, what the value is usually called.
    /// </summary>
    public static CoreDataStatuses Of(ConnectionSettings settings) => Of(status => settings.Setting($"Status{status}"));

    /// <summary>As the values are usually called.</summary>
    public static CoreDataStatuses Usual { get; } = Of(_ => null);

    private static CoreDataStatuses Of(Func<ProjectStatus, string?> setting)
    {
        var statuses = new CoreDataStatuses();
        foreach (var (status, value) in usual)
        {
            var values = (setting(status) ?? value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var code in values.Select(Code))
            {
                statuses.read.TryAdd(code, status);
                statuses.write.TryAdd(status, code);
            }
        }
        return statuses;
    }

    /// <summary>"If we have a project status Pending, then the value sent must be project_status:Pending:"; blanks are underscores.</summary>
    public static string Code(string value) => IsCode(value) ? value : $"{List}{value.Trim().Replace(' ', '_')}:";

    public static bool IsCode(string text) =>
        text.Length > List.Length + 1 && text.StartsWith(List, StringComparison.Ordinal) && text.EndsWith(':');

    /// <summary>Null for a project without one.</summary>
    public ProjectStatus? Read(string? code) =>
        string.IsNullOrEmpty(code) ? null : read.GetValueOrDefault(code, ProjectStatus.Unknown);

    /// <summary>Null where the tenant has no such status.</summary>
    public string? Write(ProjectStatus status) => write.GetValueOrDefault(status);
}

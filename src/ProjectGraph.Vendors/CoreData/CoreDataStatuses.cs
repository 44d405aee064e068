using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Converts between the codes of the value list <c>project_status</c> and the graph's statuses. The list is the tenant's own, so its
/// mapping can be set per vendor account.
/// </summary>
internal sealed class CoreDataStatuses
{
    private const string List = "project_status:";

    private static readonly (ProjectStatus Status, string Value)[] DefaultNames =
    [
        (ProjectStatus.NotStarted, "Pending"),
        (ProjectStatus.InProgress, "In_progress"),
        (ProjectStatus.OnHold, "On_hold"),
        (ProjectStatus.Completed, "Completed"),
        (ProjectStatus.Cancelled, "Cancelled"),
    ];

    private readonly Dictionary<string, ProjectStatus> _statusByCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ProjectStatus, string> _codeByStatus = [];

    /// <summary>
    /// Reads the settings <c>StatusNotStarted</c>, <c>StatusInProgress</c> and so on: values separated by commas, the first of which is
    /// written. Empty means that the tenant has no such status. The default is the usual name.
    /// </summary>
    public static CoreDataStatuses Create(VendorAccountSettings settings) => Create(status => settings.Setting($"Status{status}"));

    /// <summary>The mapping of the usual names.</summary>
    public static CoreDataStatuses Default { get; } = Create(_ => null);

    private static CoreDataStatuses Create(Func<ProjectStatus, string?> setting)
    {
        var statuses = new CoreDataStatuses();
        foreach (var (status, value) in DefaultNames)
        {
            var values = (setting(status) ?? value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var code in values.Select(ToCode))
            {
                statuses._statusByCode.TryAdd(code, status);
                statuses._codeByStatus.TryAdd(status, code);
            }
        }
        return statuses;
    }

    /// <summary>
    /// Returns the code of a value, with underscores for blanks. "If we have a project status Pending, then the value sent must be
    /// project_status:Pending:".
    /// </summary>
    public static string ToCode(string value) => IsCode(value) ? value : $"{List}{value.Trim().Replace(' ', '_')}:";

    public static bool IsCode(string text) =>
        text.Length > List.Length + 1 && text.StartsWith(List, StringComparison.Ordinal) && text.EndsWith(':');

    /// <summary>Returns null for a project without a status.</summary>
    public ProjectStatus? ToProjectStatus(string? code) =>
        string.IsNullOrEmpty(code) ? null : _statusByCode.GetValueOrDefault(code, ProjectStatus.Unknown);

    /// <summary>Returns null if the tenant has no such status.</summary>
    public string? FromProjectStatus(ProjectStatus status) => _codeByStatus.GetValueOrDefault(status);
}

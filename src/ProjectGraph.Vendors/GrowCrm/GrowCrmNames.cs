using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.GrowCrm;

[EnumDescription("The status of a project at Grow CRM.")]
public enum GrowCrmProjectStatus
{
    [Value("NOT_STARTED", "Not started.")]
    NotStarted = 1,

    [Value("IN_PROGRESS", "In progress.")]
    InProgress = 2,

    [Value("ON_HOLD", "On hold.")]
    OnHold = 3,

    [Value("CANCELLED", "Cancelled.")]
    Cancelled = 4,

    [Value("COMPLETED", "Completed.")]
    Completed = 5,
}

[EnumDescription("The fields by which Grow CRM's list of projects can be sorted.")]
public enum GrowCrmProjectSort
{
    [Value("PROJECT_TITLE", "Title.")]
    Title = 1,

    [Value("PROJECT_STATUS", "Status.")]
    Status = 2,

    [Value("PROJECT_DATE_START", "Start day.")]
    DateStart = 3,

    [Value("PROJECT_DATE_DUE", "Due day.")]
    DateDue = 4,

    [Value("PROJECT_CREATED", "When it was created.")]
    Created = 5,

    [Value("PROJECT_PROGRESS", "Progress.")]
    Progress = 6,
}

[EnumDescription("The direction of a list at Grow CRM.")]
public enum GrowCrmSortOrder
{
    [Value("ASC", "Least first.")]
    Ascending = 1,

    [Value("DESC", "Descending, Grow CRM's default.")]
    Descending = 2,
}

/// <summary>Converts to Grow CRM's words, which are the graph's names in lower case.</summary>
internal static class GrowCrmNames
{
    public const string On = "on";

    public static string ToVendorName<T>(T value)
        where T : struct, Enum => EnumModel.Get(typeof(T)).Members.First(member => value.Equals(member.Value)).Name.ToLowerInvariant();

    public static ProjectStatus Status(string word) =>
        ToVendorStatus(word) switch
        {
            GrowCrmProjectStatus.NotStarted => ProjectStatus.NotStarted,
            GrowCrmProjectStatus.InProgress => ProjectStatus.InProgress,
            GrowCrmProjectStatus.OnHold => ProjectStatus.OnHold,
            GrowCrmProjectStatus.Cancelled => ProjectStatus.Cancelled,
            GrowCrmProjectStatus.Completed => ProjectStatus.Completed,
            _ => ProjectStatus.Unknown,
        };

    public static GrowCrmProjectStatus? ToVendorStatus(ProjectStatus status) => ToVendorStatus(ToVendorName(status));

    public static GrowCrmProjectStatus? ToVendorStatus(string? word) => Member<GrowCrmProjectStatus>(word);

    public static GrowCrmBillingType? BillingType(string? word) => Member<GrowCrmBillingType>(word);

    /// <summary>Accepts <c>archive</c> from the object's table and <c>archived</c> from the action's text.</summary>
    public static bool? IsArchived(string? activeState) =>
        activeState switch
        {
            "active" => false,
            "archive" or "archived" => true,
            _ => null,
        };

    public static bool? IsYes(string? word) =>
        word switch
        {
            "yes" or On => true,
            "no" => false,
            _ => null,
        };

    private static T? Member<T>(string? word)
        where T : struct, Enum => word is null ? null : EnumModel.Get(typeof(T)).Find(word.ToUpperInvariant())?.Value as T?;
}

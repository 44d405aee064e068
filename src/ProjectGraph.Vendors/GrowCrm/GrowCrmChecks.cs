using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Rejects inputs that Grow CRM refuses according to its documents.</summary>
internal static class GrowCrmChecks
{
    public static IEnumerable<OperationError> Check(CreateGrowCrmProjectInput input) =>
        [.. CheckTitle(input.ProjectTitle), .. CheckDays(input.ProjectDateStart, input.ProjectDateDue), .. CheckAmounts(input)];

    public static IEnumerable<OperationError> Check(UpdateGrowCrmProjectInput input, Project? project)
    {
        if (input == new UpdateGrowCrmProjectInput())
            return [new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.")];
        var due = input.ProjectDateDue.IsSet ? input.ProjectDateDue.Value : project?.DueDate;
        return
        [
            .. input.ProjectTitle is null ? [] : CheckTitle(input.ProjectTitle),
            .. CheckDays(input.ProjectDateStart ?? project?.StartDate, due),
            .. CheckAmounts(input),
        ];
    }

    public static IEnumerable<OperationError> Check(CloneGrowCrmProjectInput input, Project? source) =>
        [
            .. CheckTitle(input.ProjectTitle),
            .. CheckDays(input.ProjectDateStart ?? source?.StartDate, input.ProjectDateDue ?? source?.DueDate),
        ];

    public static IEnumerable<OperationError> Check(UpdateGrowCrmProjectProgressInput input)
    {
        if (input.Progress is < 0 or > 100)
            yield return Invalid("progress", "must be between 0 and 100");
    }

    public static IEnumerable<OperationError> Check(SetGrowCrmProjectManagerInput input)
    {
        if (!input.Manager.IsSet)
            yield return new(
                VendorErrors.RequiredField,
                "'manager' is required: a team member's id, or null to remove the manager.",
                "manager"
            );
    }

    private static IEnumerable<OperationError> CheckTitle(string title)
    {
        if (string.IsNullOrWhiteSpace(title))
            yield return Invalid("projectTitle", "must not be empty");
    }

    private static IEnumerable<OperationError> CheckDays(DateOnly? start, DateOnly? due)
    {
        if (due < start)
            yield return Invalid("projectDateDue", $"must be on or after the start date, {GrowCrmMapping.Format(start.Value)}");
    }

    private static IEnumerable<OperationError> CheckAmounts(GrowCrmSettingsInput input) =>
        new[]
        {
            ("projectBillingRate", input.ProjectBillingRate),
            ("projectBillingEstimatedHours", input.ProjectBillingEstimatedHours),
            ("projectBillingCostsEstimate", input.ProjectBillingCostsEstimate),
        }
            .Where(amount => amount.Item2 is > Money.Max or < -Money.Max)
            .Select(amount => Invalid(amount.Item1, $"must be between -{Money.Max} and {Money.Max}"));

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Rejects inputs that Productive refuses according to its documents. Errors have the names of the inputs' fields.</summary>
internal static class ProductiveChecks
{
    public const int Internal = 1;
    public const int Client = 2;

    public static IEnumerable<OperationError> Check(CreateProductiveProjectInput input)
    {
        var type = input.ProjectTypeId ?? Client;
        if (input.CompanyId is null && type != Internal)
            yield return new(VendorErrors.RequiredField, "'companyId' is required: only an internal project has no company.", "companyId");
        var errors = CheckName(input.Name)
            .Concat(CheckType(type))
            .Concat(input.CompanyId is null ? [] : CheckId("companyId", input.CompanyId))
            .Concat(CheckId("projectManagerId", input.ProjectManagerId))
            .Concat(CheckId("workflowId", input.WorkflowId))
            .Concat(CheckObject("preferences", input.Preferences))
            .Concat(CheckObject("tagColors", input.TagColors))
            .Concat(CheckObject("customFields", input.CustomFields));
        foreach (var error in errors)
            yield return error;
    }

    public static IEnumerable<OperationError> Check(UpdateProductiveProjectInput input, Project? project)
    {
        if (input == new UpdateProductiveProjectInput())
            return [new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.")];
        return (input.Name.IsSet ? CheckName(input.Name.Value) : [])
            .Concat(input.ProjectTypeId.IsSet ? CheckType(input.ProjectTypeId.Value) : [])
            .Concat(input.CompanyId.IsSet ? CheckCompany(input, project) : [])
            .Concat(input.ProjectManagerId.IsSet ? CheckId("projectManagerId", input.ProjectManagerId.Value) : [])
            .Concat(input.WorkflowId.IsSet ? CheckId("workflowId", input.WorkflowId.Value) : [])
            .Concat(CheckObject("preferences", input.Preferences.Value))
            .Concat(CheckObject("tagColors", input.TagColors.Value))
            .Concat(CheckObject("customFields", input.CustomFields.Value));
    }

    public static IEnumerable<OperationError> Check(CopyProductiveProjectInput input) =>
        CheckName(input.Name)
            .Concat(CheckType(input.ProjectTypeId))
            .Concat(input.CompanyId is null ? [] : CheckId("companyId", input.CompanyId));

    public static IEnumerable<OperationError> Check(ChangeProductiveProjectWorkflowInput input) =>
        CheckId("workflowId", input.WorkflowId).Concat(CheckMap(input.Map));

    /// <summary>"id number (required)".</summary>
    public static IEnumerable<OperationError> CheckId(string field, string? id)
    {
        if (!IsId(id))
            yield return Invalid(field, "must be an id of Productive, with digits only");
    }

    private static bool IsId(string? id) => id is { Length: > 0 and <= 18 } && id.All(char.IsAsciiDigit);

    private static IEnumerable<OperationError> CheckCompany(UpdateProductiveProjectInput input, Project? project)
    {
        var type = input.ProjectTypeId.IsSet ? input.ProjectTypeId.Value : project?.Productive?.ProjectTypeId;
        return input.CompanyId.Value is null && type == Internal ? [] : CheckId("companyId", input.CompanyId.Value);
    }

    private static IEnumerable<OperationError> CheckName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return Invalid("name", "must not be blank");
    }

    private static IEnumerable<OperationError> CheckType(int? type)
    {
        if (type is not (Internal or Client))
            yield return Invalid("projectTypeId", "must be 1 (internal) or 2 (client)");
    }

    private static IEnumerable<OperationError> CheckObject(string field, JsonNode? value)
    {
        if (value is not (null or JsonObject))
            yield return Invalid(field, "must be an object");
    }

    private static IEnumerable<OperationError> CheckMap(JsonNode map)
    {
        if (map is not JsonObject { Count: > 0 } entries)
            yield return Invalid("map", "must be an object with a new status for every status of the present workflow");
        else if (entries.Any(entry => !IsId(entry.Key) || !IsId(TextOf(entry.Value))))
            yield return Invalid("map", "must have status ids as names and as values");
    }

    private static string? TextOf(JsonNode? id) =>
        id?.GetValueKind() switch
        {
            JsonValueKind.String => id.GetValue<string>(),
            JsonValueKind.Number => id.ToJsonString(),
            _ => null,
        };

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);
}

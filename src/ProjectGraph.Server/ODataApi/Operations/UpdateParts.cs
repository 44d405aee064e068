using ProjectGraph.Data.Model;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>One of the operations of a change of a project.</summary>
internal sealed record UpdatePart(string Operation, Dictionary<string, object?> Input);

/// <summary>Splits a change of a project into operations. Some vendors change certain fields by separate operations.</summary>
internal static class UpdateParts
{
    private static readonly string[] SharedFields = ["lenient", "userEmail", "vendorAccountId", "dryRun", "idempotencyKey"];

    /// <param name="project">Null if the project was not found. The change is then not split, and the update is refused.</param>
    public static IReadOnlyList<UpdatePart> Split(VendorRegistry vendors, Dictionary<string, object?> input, Project? project)
    {
        if (project is null || vendors.Find(project.Vendor) is not { } connector)
            return [new(UnifiedOperations.Update, input)];
        var parts = new List<UpdatePart>();
        foreach (var (name, value) in input.ToArray())
        {
            var updates = connector.Fields.Any(capability => capability.Field == name && capability.Use.HasFlag(FieldUse.Update));
            if (updates || SharedFields.Contains(name) || ProjectInput.Update.Find(name) is not { } field)
                continue;
            var operation = ProjectInput.GetOperation(vendors, field, project.Vendor);
            if (operation == UnifiedOperations.Update)
                continue;
            input.Remove(name);
            parts.Add(new(operation, new(StringComparer.Ordinal) { [name] = value }));
        }
        foreach (var part in parts)
        foreach (var name in SharedFields.Where(input.ContainsKey))
            part.Input[name] = input[name];
        return parts.Count > 0 && input.Keys.All(SharedFields.Contains) ? parts : [new(UnifiedOperations.Update, input), .. parts];
    }
}

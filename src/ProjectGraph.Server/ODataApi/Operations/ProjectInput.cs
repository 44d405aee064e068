using ProjectGraph.Data.Model;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Maps the properties and relations of a project to the fields of the unified inputs.</summary>
internal static class ProjectInput
{
    private static readonly string[] WholeProjectOperations =
    [
        UnifiedOperations.Create,
        UnifiedOperations.Update,
        UnifiedOperations.Copy,
        UnifiedOperations.Upsert,
    ];

    public static InputModel Create { get; } = InputModel.Get(typeof(CreateProjectInput));

    public static InputModel Update { get; } = InputModel.Get(typeof(UpdateProjectInput));

    /// <summary>Finds the input field of a property. Returns null if the property cannot be changed.</summary>
    public static InputField? FindField(FieldModel field) =>
        field is { IsKey: false } && field.Name != nameof(Project.VendorAccountId) ? Update.Find(GraphModel.CamelCase(field.Name)) : null;

    /// <summary>Finds the input field of a relation. Returns null if the relation cannot be changed.</summary>
    public static InputField? FindField(RelationModel relation)
    {
        if (relation.Entity.Type != typeof(Project))
            return null;
        if (relation.ListOf is not null)
            return Update.Find(relation.GraphQLName);
        if (relation.Join is not { } join)
            return relation.IsMany ? null : FindField(relation.From);
        var role = GraphModel.CamelCase(((MemberRole)join.Value).ToString());
        return Update.Find(role + "Id") ?? Update.Find(role + "Ids");
    }

    /// <summary>Finds the vendor's operation that sets only this field. Returns the update if there is none.</summary>
    public static string GetOperation(VendorRegistry vendors, InputField field, Vendor vendor)
    {
        // A removed vendor supports no operation. The update then reports the reason.
        var supported = vendors.Find(vendor)?.Unified ?? [];
        var own = vendors.Unified.FirstOrDefault(operation =>
            operation.TakesProject
            && !WholeProjectOperations.Contains(operation.Name)
            && operation.Input.Find(field.Name) is not null
            && supported.Any(support => support.Name == operation.Name)
        );
        return own?.Name ?? UnifiedOperations.Update;
    }
}

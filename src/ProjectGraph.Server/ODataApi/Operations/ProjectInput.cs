using ProjectGraph.Data.Model;
using ProjectGraph.Vendors;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.ODataApi.Operations;

/// <summary>Where the unified inputs take what OData shows as a property or a relation of a project.</summary>
internal static class ProjectInput
{
    private static readonly string[] Whole = [UnifiedOperations.Create, UnifiedOperations.Update, UnifiedOperations.Copy, UnifiedOperations.Upsert];

    public static InputModel Create { get; } = InputModel.Get(typeof(CreateProjectInput));

    public static InputModel Update { get; } = InputModel.Get(typeof(UpdateProjectInput));

    /// <summary>The field that a project's own property is changed by; null where it can't be.</summary>
    public static InputField? Of(FieldModel field) =>
        field is { IsKey: false } && field.Name != nameof(Project.VendorAccountId) ? Update.Find(GraphModel.CamelCase(field.Name)) : null;

    /// <summary>The field that a relation of projects is changed by; null where it can't be.</summary>
    public static InputField? Of(RelationModel relation)
    {
        if (relation.Entity.Type != typeof(Project)) return null;
        if (relation.ListOf is not null) return Update.Find(relation.GraphQLName);
        if (relation.Join is not { } join) return relation.IsMany ? null : Of(relation.From);
        var role = GraphModel.CamelCase(((MemberRole)join.Value).ToString());
        return Update.Find(role + "Id") ?? Update.Find(role + "Ids");
    }

    /// <summary>The operation that sets this field alone where the project's vendor has such a one, else the update.</summary>
    public static string OperationOf(VendorRegistry vendors, InputField field, Vendor vendor)
    {
        // A vendor that was removed from the service supports nothing: the update is refused with the reason.
        var supported = vendors.Find(vendor)?.Unified ?? [];
        var own = vendors.Unified.FirstOrDefault(operation =>
            operation.TakesProject && !Whole.Contains(operation.Name) && operation.Input.Find(field.Name) is not null && supported.Any(support => support.Name == operation.Name));
        return own?.Name ?? UnifiedOperations.Update;
    }
}

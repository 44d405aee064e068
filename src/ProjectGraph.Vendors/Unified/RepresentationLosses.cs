using System.Collections;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>
/// Lists the values that neither a new project at the vendor nor its document can contain, in addition to those of the copy.
/// </summary>
internal static class RepresentationLosses
{
    private const string StatusNamesDiffer = "Each vendor has its own status names.";

    /// <summary>Values that vendors assign themselves. They are lost only if the target does not return them.</summary>
    private static readonly IReadOnlyList<(string Field, Func<Project, object?> Value)> AssignedByVendor =
    [
        ("number", project => project.Number),
        ("createdAt", project => project.CreatedAt),
        ("updatedAt", project => project.UpdatedAt),
    ];

    /// <summary>Values that a new project can't have yet.</summary>
    private static readonly IReadOnlyList<(string Field, Func<Project, object?> Value)> NotOnCreate =
    [
        ("archived", project => project.Archived is true ? true : null),
        ("archivedAt", project => project.ArchivedAt),
        ("ownerId", project => project.Owner),
    ];

    public static IEnumerable<Loss> Find(VendorRegistry vendors, Project project, VendorConnector target, IReadOnlyList<Loss> reported)
    {
        var uses = target.Fields.ToDictionary(field => field.Field);
        return new[] { new Loss("vendorId", $"{target.Name} assigns its own ids.") }
            .Concat(project.VendorStatus is null ? [] : [new Loss("vendorStatus", StatusNamesDiffer)])
            .Concat(
                AssignedByVendor
                    .Where(part => part.Value(project) is not null && !Can(part.Field, FieldUse.Read))
                    .Select(part => Lost(part.Field))
            )
            .Concat(NotOnCreate.Where(part => part.Value(project) is not null).Select(part => Lost(part.Field)))
            .Concat(
                FindVendorFields(vendors.Find(project.Vendor), project)
                    .Select(field => new Loss(field, $"{target.Name} has no such field."))
            )
            .Where(loss => reported.All(other => other.Field != loss.Field));

        bool Can(string field, FieldUse use) => uses.TryGetValue(field, out var found) && found.Use.HasFlag(use);
        Loss Lost(string field) => new(field, uses.GetValueOrDefault(field)?.Note ?? $"{target.Name} does not accept it on create.");
    }

    /// <summary>The set fields that only the project's own vendor has, without those that unified fields contain already.</summary>
    private static IEnumerable<string> FindVendorFields(VendorConnector? own, Project project)
    {
        if (own is null || GraphModel.Instance.Projects.FindRelation(project.Vendor.ToString()) is not { } relation)
            return [];
        if (relation.Property.GetValue(project) is not { } extension)
            return [];
        return relation
            .Target.Fields.Where(field =>
                !field.IsKey && IsSet(field.Property.GetValue(extension)) && !own.IsVendorComputed(project, field.Name)
            )
            .Select(field => $"{own.InputName}.{field.GraphQLName}");
    }

    private static bool IsSet(object? value) =>
        value switch
        {
            null or false or "" or "{}" or "[]" or 0m => false,
            IEnumerable items and not string => items.Cast<object>().Any(),
            _ => true,
        };
}

using System.Collections;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>What of a project neither a new one at the vendor nor the vendor's document can say, beside what composing reported.</summary>
internal static class RepresentationLosses
{
    private const string Words = "Every vendor has words of its own.";

    /// <summary>What a vendor gives a project by itself: lost only where it does not show it.</summary>
    private static readonly IReadOnlyList<(string Field, Func<Project, object?> Value)> assigned =
    [
        ("number", project => project.Number),
        ("createdAt", project => project.CreatedAt),
        ("updatedAt", project => project.UpdatedAt),
    ];

    /// <summary>What a new project does not begin with.</summary>
    private static readonly IReadOnlyList<(string Field, Func<Project, object?> Value)> later =
    [
        ("archived", project => project.Archived is true ? true : null),
        ("archivedAt", project => project.ArchivedAt),
        ("ownerId", project => project.Owner),
    ];

    public static IEnumerable<Loss> Of(VendorRegistry vendors, Project project, VendorConnector target, IReadOnlyList<Loss> told)
    {
        var uses = target.Fields.ToDictionary(field => field.Field);
        return new[] { new Loss("vendorId", $"{target.Name} numbers its projects itself.") }
            .Concat(project.VendorStatus is null ? [] : [new Loss("vendorStatus", Words)])
            .Concat(assigned.Where(part => part.Value(project) is not null && !Can(part.Field, FieldUse.Read)).Select(part => Lost(part.Field)))
            .Concat(later.Where(part => part.Value(project) is not null).Select(part => Lost(part.Field)))
            .Concat(OwnFields(vendors.Find(project.Vendor), project).Select(field => new Loss(field, $"{target.Name} knows nothing of the kind.")))
            .Where(loss => told.All(other => other.Field != loss.Field));

        bool Can(string field, FieldUse use) => uses.TryGetValue(field, out var found) && found.Use.HasFlag(use);
        Loss Lost(string field) => new(field, uses.GetValueOrDefault(field)?.Note ?? $"{target.Name} does not take it on create.");
    }

    /// <summary>What only the project's own vendor knows, and says nothing that a field of every vendor says too.</summary>
    private static IEnumerable<string> OwnFields(VendorConnector? own, Project project)
    {
        if (own is null || GraphModel.Instance.Projects.FindRelation(project.Vendor.ToString()) is not { } relation) return [];
        if (relation.Property.GetValue(project) is not { } extension) return [];
        return relation.Target.Fields.Where(field => !field.IsKey && IsSet(field.Property.GetValue(extension)) && !own.IsEcho(project, field.Name))
            .Select(field => $"{own.InputName}.{field.GraphQLName}");
    }

    private static bool IsSet(object? value) => value switch
    {
        null or false or "" or "{}" or "[]" or 0m => false,
        IEnumerable items and not string => items.Cast<object>().Any(),
        _ => true,
    };
}

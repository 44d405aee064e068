using ProjectGraph.Data.Model;
using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>An expanded navigation with its options.</summary>
internal sealed record ExpandedNavigation(ExpandItem Item, RelationModel Relation);

/// <summary>
/// Resolves the navigations of an <c>$expand</c>. <c>*</c> expands all others, and <c>$levels</c> becomes nested expands.
/// </summary>
internal static class ExpandResolver
{
    public static IReadOnlyList<ExpandedNavigation> Resolve(IReadOnlyList<ExpandItem> items, EntityModel entity)
    {
        if (items.Count == 0)
            return [];
        var named = new List<ExpandedNavigation>();
        foreach (var item in items)
        {
            if (item.Path == "*")
                continue;
            var relation = FindRelation(item.Path, entity);
            if (named.Any(known => known.Relation == relation))
                throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    $"{relation.Name} is expanded twice. Merge the two items.",
                    "$expand"
                );
            named.Add(new(ExpandLevels(item, relation), relation));
        }
        if (items.FirstOrDefault(item => item.Path == "*") is not { } all)
            return named;
        if (all.End == ExpandEnd.Count)
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                "*/$count does not name a collection. Name the collections to count.",
                "$expand"
            );
        var others = ODataModel.GetRelations(entity).Where(relation => named.All(known => known.Relation != relation));
        return
        [
            .. named,
            .. others.Select(relation => new ExpandedNavigation(all with { Options = all.Options with { Levels = null } }, relation)),
        ];
    }

    private static RelationModel FindRelation(string path, EntityModel entity)
    {
        var type = $"{ODataModel.Namespace}.{entity.Name}/";
        var name = path.StartsWith(type, StringComparison.Ordinal) ? path[type.Length..] : path;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var cast = slash < 0 ? null : name[(slash + 1)..];
        if (cast is not null)
            name = name[..slash];
        return
            entity.FindRelation(name) is { } relation
            && ODataModel.IsExposed(relation)
            && (cast is null || cast == $"{ODataModel.Namespace}.{relation.Target.Name}")
            ? relation
            : throw new ApiException(ErrorCodes.ODataValidationFailed, $"{entity.Name} has no navigation '{path}'.", "$expand");
    }

    /// <summary>
    /// Rewrites <c>$levels</c> (URL conventions, section 5.1.4.7) as nested expands. It requires a navigation to its own type.
    /// </summary>
    private static ExpandItem ExpandLevels(ExpandItem item, RelationModel relation)
    {
        if (item.Options.Levels is not { } levels)
            return item;
        if (levels > 1 && relation.Target != relation.Entity)
            throw new ApiException(
                ErrorCodes.ODataValidationFailed,
                $"{relation.Name} does not lead to its own type, so $levels does not apply. Nest $expand instead.",
                "$expand"
            );
        if (levels == 1)
            return item with { Options = item.Options with { Levels = null } };
        var below = item with { Options = item.Options with { Levels = levels == int.MaxValue ? levels : levels - 1 } };
        return item with
        {
            Options = item.Options with { Levels = null, Expand = [.. item.Options.Expand.Where(other => other.Path != item.Path), below] },
        };
    }
}

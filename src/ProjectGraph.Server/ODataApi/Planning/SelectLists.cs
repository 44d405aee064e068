using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// The select list of a context URL (Protocol, section 10.7 and following). A 4.0 client gets no empty parentheses after
/// an expanded navigation, because old versions of Excel and Power BI reject them.
/// </summary>
internal sealed record SelectLists(string For40, string For401)
{
    public static readonly SelectLists None = new("", "");

    public static SelectLists Create(Clauses clauses, EntityShape shape) =>
        clauses.Select is null && clauses.Expand.Count == 0
            ? None
            : new(Parenthesize(BuildList(clauses, shape, withEmpty: false)), Parenthesize(BuildList(clauses, shape, withEmpty: true)));

    public static SelectLists CreateForGroups(EntityShape shape)
    {
        var list = Parenthesize(BuildList(shape));
        return new(list, list);
    }

    private static string BuildList(EntityShape shape) =>
        string.Join(
            ',',
            shape
                .Properties.Select(property => property.Name.ToString())
                .Concat(shape.ToOne.Select(nested => nested.Name + Parenthesize(BuildList(nested.Shape))))
        );

    private static string Parenthesize(string list) => list.Length == 0 ? "" : $"({list})";

    private static string BuildList(Clauses clauses, EntityShape shape, bool withEmpty)
    {
        var parts = (clauses.Select ?? []).Select(item => item.Path).Distinct().ToList();
        foreach (var (item, relation) in ExpandResolver.Resolve(clauses.Expand, shape.Entity!))
        {
            var nested = shape.ToOne.FirstOrDefault(one => one.Name == relation.Name)?.Shape
                ?? shape.ToMany.FirstOrDefault(many => many.Name == relation.Name)?.Shape;
            var inner =
                item.End != ExpandEnd.Entities ? ""
                : nested!.Entity is null ? BuildList(nested)
                : BuildList(item.Options, nested, withEmpty);
            if (inner.Length == 0 && !withEmpty)
                continue;
            parts.Remove(relation.Name);
            parts.Add(
                item.End switch
                {
                    ExpandEnd.References => $"{relation.Name}/$ref",
                    ExpandEnd.Count => $"{relation.Name}/$count",
                    _ => $"{relation.Name}({inner})",
                }
            );
        }
        return string.Join(',', parts);
    }
}

using Microsoft.OData.UriParser;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// The select list of a context URL (Protocol, section 10.7 and following). A 4.0 client gets no empty parentheses behind
/// an expanded navigation: Excel and Power BI of old refuse them.
/// </summary>
internal sealed record SelectLists(string For40, string For401)
{
    public static readonly SelectLists None = new("", "");

    public static SelectLists Of(SelectExpandClause? clause) =>
        clause is null ? None : new(Wrapped(List(clause, withEmpty: false)), Wrapped(List(clause, withEmpty: true)));

    public static SelectLists OfGroups(EntityShape shape)
    {
        var list = Wrapped(List(shape));
        return new(list, list);
    }

    private static string List(EntityShape shape) => string.Join(',', shape.Properties.Select(property => property.Name.ToString())
        .Concat(shape.ToOne.Select(nested => nested.Name + Wrapped(List(nested.Shape)))));

    private static string Wrapped(string list) => list.Length == 0 ? "" : $"({list})";

    private static string List(SelectExpandClause clause, bool withEmpty)
    {
        var parts = new List<string>();
        foreach (var item in clause.SelectedItems)
        {
            if (item is PathSelectItem path && !clause.AllSelected) parts.Add(string.Join('/', path.SelectedPath.Where(segment => segment is not TypeSegment).Select(segment => segment.Identifier)));
            else if (item is WildcardSelectItem) parts.Add("*");
        }
        foreach (var item in clause.SelectedItems)
        {
            if (item is not ExpandedReferenceSelectItem reference) continue;
            var name = reference.PathToNavigationProperty.OfType<NavigationPropertySegment>().Last().NavigationProperty.Name;
            var inner = item is ExpandedNavigationSelectItem navigation ? List(navigation.SelectAndExpand, withEmpty) : "";
            if (inner.Length == 0 && !withEmpty) continue;
            parts.Remove(name);
            parts.Add(item is ExpandedNavigationSelectItem ? $"{name}({inner})" : $"{name}/$ref");
        }
        return string.Join(',', parts);
    }
}

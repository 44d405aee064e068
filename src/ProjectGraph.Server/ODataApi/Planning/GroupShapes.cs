using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Creates the shapes of groups: columns become properties, with an object for each navigation in their paths.</summary>
internal static class GroupShapes
{
    public static EntityShape Of(IReadOnlyList<GroupColumn> columns) => Level([.. columns.Select(column => (column, column.Path))]);

    private static EntityShape Level(IReadOnlyList<(GroupColumn Column, IReadOnlyList<string> Path)> columns) => new()
    {
        Entity = null,
        Properties = [.. columns.Where(each => each.Path.Count == 1).Select(each => Property(each.Column, each.Path[0]))],
        ToOne = [.. columns.Where(each => each.Path.Count > 1).GroupBy(each => each.Path[0]).Select(Below)],
    };

    // In a group, a collection has exactly one of its values.
    private static ToOneShape Below(IGrouping<string, (GroupColumn Column, IReadOnlyList<string> Path)> below) =>
        new(below.Key, Level([.. below.Select(each => (each.Column, (IReadOnlyList<string>)[.. each.Path.Skip(1)]))]), Marker: null)
        { IsCollection = below.All(each => each.Column.IsMany && each.Path.Count == 2) };

    private static ShapeProperty Property(GroupColumn column, string name) =>
        new(JsonNames.Of(name), column.Ordinal, column.Scalar.Kind, column.Scalar.Enum, IsAverage(column.Scalar));

    private static bool IsAverage(Scalar scalar) => scalar is ColumnScalar { IsReal: true } or GroupScalar { IsReal: true };
}

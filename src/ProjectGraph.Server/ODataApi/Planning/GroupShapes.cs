using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Creates the shapes of groups: columns become properties, with an object for each navigation in their paths.</summary>
internal static class GroupShapes
{
    public static EntityShape Create(IReadOnlyList<GroupColumn> columns) =>
        CreateLevel([.. columns.Select(column => (column, column.Path))]);

    private static EntityShape CreateLevel(IReadOnlyList<(GroupColumn Column, IReadOnlyList<string> Path)> columns) =>
        new()
        {
            Entity = null,
            Properties = [.. columns.Where(each => each.Path.Count == 1).Select(each => CreateProperty(each.Column, each.Path[0]))],
            ToOne = [.. columns.Where(each => each.Path.Count > 1).GroupBy(each => each.Path[0]).Select(CreateNested)],
        };

    // In a group, a collection has exactly one of its values.
    private static ToOneShape CreateNested(IGrouping<string, (GroupColumn Column, IReadOnlyList<string> Path)> below) =>
        new(below.Key, CreateLevel([.. below.Select(each => (each.Column, (IReadOnlyList<string>)[.. each.Path.Skip(1)]))]), Marker: null)
        {
            IsCollection = below.All(each => each.Column.IsMany && each.Path.Count == 2),
        };

    private static ShapeProperty CreateProperty(GroupColumn column, string name) =>
        new(JsonNames.Get(name), column.Ordinal, column.Scalar.Kind, column.Scalar.Enum, IsAverage(column.Scalar));

    private static bool IsAverage(Scalar scalar) => scalar is ColumnScalar { IsReal: true } or GroupScalar { IsReal: true };
}

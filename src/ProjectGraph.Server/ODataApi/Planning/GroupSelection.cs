using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>Applies <c>$select</c> to groups: properties by name, properties of nested objects by path.</summary>
internal static class GroupSelection
{
    public static EntityShape Apply(EntityShape shape, IReadOnlyList<SelectItem> select)
    {
        if (select.Any(item => item.Path == "*"))
            return shape;
        string[] names = [.. select.Select(item => item.Path)];
        foreach (var name in names)
            if (!Has(shape, name))
                throw new ApiException(
                    ErrorCodes.ODataValidationFailed,
                    $"The groups have no property '{name}'. Select a key or an aggregate of the groups.",
                    "$select"
                );
        return Select(shape, names);
    }

    private static EntityShape Select(EntityShape shape, string[] names) =>
        shape with
        {
            Properties = [.. shape.Properties.Where(property => names.Contains(property.Name.ToString()))],
            ToOne =
            [
                .. shape
                    .ToOne.Where(nested =>
                        names.Any(name => name == nested.Name || name.StartsWith(nested.Name + "/", StringComparison.Ordinal))
                    )
                    .Select(nested => SelectNested(nested, names)),
            ],
            Branches = shape.Branches?.Select(branch => Select(branch, names)).ToArray(),
        };

    private static ToOneShape SelectNested(ToOneShape nested, string[] names) =>
        names.Contains(nested.Name)
            ? nested
            : nested with
            {
                Shape = Select(
                    nested.Shape,
                    [
                        .. names
                            .Where(name => name.StartsWith(nested.Name + "/", StringComparison.Ordinal))
                            .Select(name => name[(nested.Name.Length + 1)..]),
                    ]
                ),
            };

    private static bool Has(EntityShape shape, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return shape.Properties.Any(property => property.Name.ToString() == path) || shape.ToOne.Any(nested => nested.Name == path);
        return shape.ToOne.FirstOrDefault(nested => nested.Name == path[..slash]) is { } below && Has(below.Shape, path[(slash + 1)..]);
    }
}

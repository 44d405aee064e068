namespace ProjectGraph.Server.Costs;

/// <summary>A part of a question with its weights, as the caller named it.</summary>
/// <param name="Name">Of the root: what stands between the names of a path.</param>
/// <param name="Field">Its own weight, once for each object that it is asked of.</param>
/// <param name="Type">The weight of one object that it gives.</param>
/// <param name="Size">How many of these it gives at most.</param>
internal sealed record CostNode(string Name, double Field, double Type, double Size, IReadOnlyList<CostNode> Below)
{
    /// <summary>What the caller can make <see cref="Size"/> smaller by; null where nothing can.</summary>
    public CostSlice? Slice { get; init; }

    /// <summary>Whether it can be left out by itself.</summary>
    public bool IsField { get; init; } = true;

    public Cost Total() => Total(parents: 1, sizeOf: static node => node.Size, without: null);

    /// <param name="sizeOf">Another size for some.</param>
    /// <param name="without">Left out, with all below it.</param>
    public Cost Total(Func<CostNode, double> sizeOf, CostNode? without = null) => Total(1, sizeOf, without);

    private Cost Total(double parents, Func<CostNode, double> sizeOf, CostNode? without)
    {
        if (ReferenceEquals(this, without)) return default;
        var objects = parents * sizeOf(this);
        var total = new Cost(parents * Field, objects * Type);
        foreach (var node in Below) total += node.Total(objects, sizeOf, without);
        return total;
    }
}

/// <summary>The argument or option that bounds a list.</summary>
/// <param name="Path">Of the field that takes it.</param>
/// <param name="Argument">Its name: <c>first</c>, <c>$top</c>.</param>
/// <param name="Asked">What it asks for; what is assumed where it is not given.</param>
internal sealed record CostSlice(string Path, string Argument, double Asked);

/// <summary>A node and where it stands.</summary>
internal readonly record struct PlacedNode(CostNode Node, string Path, double Parents)
{
    /// <summary>Without what lies below it.</summary>
    public double Own => Parents * (Node.Field + (Node.Size * Node.Type));

    /// <summary>The node and all below it, each with its path from the root, which has none.</summary>
    public static IEnumerable<PlacedNode> All(CostNode root) => root.Below.SelectMany(node => All(node, "", 1, root.Name));

    private static IEnumerable<PlacedNode> All(CostNode node, string above, double parents, string separator)
    {
        var path = above.Length == 0 ? node.Name : above + separator + node.Name;
        return node.Below.SelectMany(below => All(below, path, parents * node.Size, separator)).Prepend(new(node, path, parents));
    }
}

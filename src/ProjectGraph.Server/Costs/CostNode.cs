namespace ProjectGraph.Server.Costs;

/// <summary>A part of a query with its weights.</summary>
/// <param name="Name">The caller's name of the part. For the root, the separator between the names of a path.</param>
/// <param name="Field">The weight of the part itself, counted once for each parent object.</param>
/// <param name="Type">The weight of one returned object.</param>
/// <param name="Size">The maximum number of returned objects.</param>
internal sealed record CostNode(string Name, double Field, double Type, double Size, IReadOnlyList<CostNode> Below)
{
    /// <summary>The argument that reduces <see cref="Size"/>. Null if none does.</summary>
    public CostSlice? Slice { get; init; }

    /// <summary>Whether the caller can leave out this part alone.</summary>
    public bool IsField { get; init; } = true;

    /// <summary>The bytes of one object without its nested objects. 0 if unknown.</summary>
    public double Bytes { get; init; }

    /// <summary>The average number of objects in the store. Null if unknown.</summary>
    public double? Stored { get; init; }

    /// <summary>Whether the number of objects depends on no condition.</summary>
    public bool IsCertain { get; init; } = true;

    public Cost Total() => Total(1, new(1, 1), sizeOf: static node => node.Size, without: null);

    /// <param name="sizeOf">Returns the size of a node, which may differ from its own.</param>
    /// <param name="without">A node to leave out together with its nested nodes.</param>
    public Cost Total(Func<CostNode, double> sizeOf, CostNode? without = null) => Total(1, new(1, 1), sizeOf, without);

    private Cost Total(double parents, Held above, Func<CostNode, double> sizeOf, CostNode? without)
    {
        if (ReferenceEquals(this, without)) return default;
        var size = sizeOf(this);
        var objects = parents * size;
        var held = HeldOf(above, size);
        var total = new Cost(parents * Field, objects * Type) { Bytes = held.Certain * Bytes, ExpectedBytes = held.Expected * Bytes };
        foreach (var node in Below) total += node.Total(objects, held, sizeOf, without);
        return total;
    }

    private Held HeldOf(Held above, double size)
    {
        // A proposed size limits the stored average.
        var each = Stored is not { } stored ? size : size < Size ? Math.Min(stored, size) : stored;
        return new(IsCertain ? above.Certain * each : 0, above.Expected * each);
    }

    private readonly record struct Held(double Certain, double Expected);
}

/// <summary>The argument or option that bounds a list.</summary>
/// <param name="Path">The path of the field with the argument.</param>
/// <param name="Argument">The argument's name, such as <c>first</c> or <c>$top</c>.</param>
/// <param name="Asked">The requested size, or the default.</param>
internal sealed record CostSlice(string Path, string Argument, double Asked);

/// <summary>A node with its path and the number of its parents.</summary>
internal readonly record struct PlacedNode(CostNode Node, string Path, double Parents)
{
    /// <summary>The cost of the node without its nested nodes.</summary>
    public double Own => Parents * (Node.Field + (Node.Size * Node.Type));

    /// <summary>Returns all nodes below the root, each with its path from the root.</summary>
    public static IEnumerable<PlacedNode> All(CostNode root) => root.Below.SelectMany(node => All(node, "", 1, root.Name));

    private static IEnumerable<PlacedNode> All(CostNode node, string above, double parents, string separator)
    {
        var path = above.Length == 0 ? node.Name : above + separator + node.Name;
        return node.Below.SelectMany(below => All(below, path, parents * node.Size, separator)).Prepend(new(node, path, parents));
    }
}

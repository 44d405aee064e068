namespace ProjectGraph.Server.Costs;

/// <summary>A part of a query with its weights.</summary>
/// <param name="Name">The caller's name of the part. For the root, the separator between the names of a path.</param>
/// <param name="Field">The weight of the part itself, counted once for each parent object.</param>
/// <param name="Type">The weight of one returned object.</param>
/// <param name="Size">The maximum number of returned objects.</param>
internal sealed record CostNode(string Name, double Field, double Type, double Size, IReadOnlyList<CostNode> Children)
{
    /// <summary>The argument that reduces <see cref="Size"/>. Null if none does.</summary>
    public CostSlice? Slice { get; init; }

    /// <summary>Whether the caller can leave out this part alone.</summary>
    public bool IsField { get; init; } = true;

    /// <summary>The bytes of one object without its nested objects. 0 if unknown.</summary>
    public double Bytes { get; init; }

    /// <summary>The average number of objects in the store. Null if unknown.</summary>
    public double? AverageStored { get; init; }

    /// <summary>Whether the number of objects depends on no condition.</summary>
    public bool IsUnconditional { get; init; } = true;

    public Cost GetTotal() => GetTotal(1, new(1, 1), sizeOf: static node => node.Size, without: null);

    /// <param name="sizeOf">Returns the size of a node, which may differ from its own.</param>
    /// <param name="without">A node to leave out together with its nested nodes.</param>
    public Cost GetTotal(Func<CostNode, double> sizeOf, CostNode? without = null) => GetTotal(1, new(1, 1), sizeOf, without);

    private Cost GetTotal(double parents, ObjectCounts above, Func<CostNode, double> sizeOf, CostNode? without)
    {
        if (ReferenceEquals(this, without))
            return default;
        var size = sizeOf(this);
        var objects = parents * size;
        var held = CountObjects(above, size);
        var total = new Cost(parents * Field, objects * Type) { Bytes = held.Certain * Bytes, ExpectedBytes = held.Expected * Bytes };
        foreach (var node in Children)
            total += node.GetTotal(objects, held, sizeOf, without);
        return total;
    }

    private ObjectCounts CountObjects(ObjectCounts above, double size)
    {
        // A proposed size limits the stored average.
        var each =
            AverageStored is not { } stored ? size
            : size < Size ? Math.Min(stored, size)
            : stored;
        return new(IsUnconditional ? above.Certain * each : 0, above.Expected * each);
    }

    private readonly record struct ObjectCounts(double Certain, double Expected);
}

/// <summary>The argument or option that bounds a list.</summary>
/// <param name="Path">The path of the field with the argument.</param>
/// <param name="Argument">The argument's name, such as <c>first</c> or <c>$top</c>.</param>
/// <param name="RequestedSize">The requested size, or the default.</param>
internal sealed record CostSlice(string Path, string Argument, double RequestedSize);

/// <summary>A node with its path and the number of its parents.</summary>
internal readonly record struct CostNodeAtPath(CostNode Node, string Path, double Parents)
{
    /// <summary>The cost of the node without its nested nodes.</summary>
    public double OwnCost => Parents * (Node.Field + (Node.Size * Node.Type));

    /// <summary>Returns all nodes below the root, each with its path from the root.</summary>
    public static IEnumerable<CostNodeAtPath> ListBelow(CostNode root) =>
        root.Children.SelectMany(node => ListBelow(node, "", 1, root.Name));

    private static IEnumerable<CostNodeAtPath> ListBelow(CostNode node, string above, double parents, string separator)
    {
        var path = above.Length == 0 ? node.Name : above + separator + node.Name;
        return node.Children.SelectMany(below => ListBelow(below, path, parents * node.Size, separator)).Prepend(new(node, path, parents));
    }
}

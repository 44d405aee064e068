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

    /// <summary>Bytes of one object, without what lies below it; 0 where they are not known.</summary>
    public double Bytes { get; init; }

    /// <summary>How many of these the store holds on average, where that is known.</summary>
    public double? Stored { get; init; }

    /// <summary>Whether no condition decides how many there are.</summary>
    public bool IsCertain { get; init; } = true;

    public Cost Total() => Total(1, new(1, 1), sizeOf: static node => node.Size, without: null);

    /// <param name="sizeOf">Another size for some.</param>
    /// <param name="without">Left out, with all below it.</param>
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
        // A size that is proposed instead of the list's own bounds what is stored.
        var each = Stored is not { } stored ? size : size < Size ? Math.Min(stored, size) : stored;
        return new(IsCertain ? above.Certain * each : 0, above.Expected * each);
    }

    private readonly record struct Held(double Certain, double Expected);
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

namespace ProjectGraph.GraphQL.Language;

public abstract record TypeNode(SourceLocation Location) : Node(Location)
{
    public sealed override string ToString() => Printer.Print(this);
}

public sealed record NamedTypeNode(string Name, SourceLocation Location) : TypeNode(Location);

public sealed record ListTypeNode(TypeNode Item, SourceLocation Location) : TypeNode(Location);

/// <summary>A non-null type. The inner type is a named type or a list, because the grammar has no <c>!!</c>.</summary>
public sealed record NonNullTypeNode(TypeNode Inner, SourceLocation Location) : TypeNode(Location);

namespace ProjectGraph.GraphQL.Types;

/// <summary>A type reference: a named type, possibly wrapped in lists and non-null (spec section 3.4).</summary>
public abstract class GraphQLType
{
    /// <summary>The innermost type, without lists and non-null.</summary>
    public abstract NamedType InnermostType { get; }

    /// <summary>This type without an outer non-null.</summary>
    public virtual GraphQLType Nullable => this;

    public bool IsNonNull => this is NonNullType;

    public bool IsInput => InnermostType is LeafType or InputObjectType;

    public bool IsOutput => InnermostType is LeafType or CompositeType;

    public ListType List() => new(this);

    public NonNullType NonNull() => this as NonNullType ?? new NonNullType(this);

    /// <summary>Whether both types have the same wrappers around the same named type.</summary>
    internal static bool AreEqual(GraphQLType a, GraphQLType b) =>
        (a, b) switch
        {
            (NonNullType x, NonNullType y) => AreEqual(x.Inner, y.Inner),
            (ListType x, ListType y) => AreEqual(x.Item, y.Item),
            _ => ReferenceEquals(a, b),
        };
}

public sealed class ListType(GraphQLType item) : GraphQLType
{
    public GraphQLType Item { get; } = item;

    public override NamedType InnermostType => Item.InnermostType;

    public override string ToString() => $"[{Item}]";
}

public sealed class NonNullType : GraphQLType
{
    public NonNullType(GraphQLType inner)
    {
        if (inner is NonNullType)
            throw new ArgumentException($"Expected {inner} to be a nullable type.", nameof(inner));
        Inner = inner;
    }

    public GraphQLType Inner { get; }

    public override NamedType InnermostType => Inner.InnermostType;

    public override GraphQLType Nullable => Inner;

    public override string ToString() => $"{Inner}!";
}

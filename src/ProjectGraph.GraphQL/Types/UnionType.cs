namespace ProjectGraph.GraphQL.Types;

public sealed class UnionType(string name, Func<IEnumerable<ObjectType>> members) : CompositeType(name), IAbstractType
{
    private readonly Lazy<IReadOnlyList<ObjectType>> _members = new(() => [.. members()]);

    public UnionType(string name, params IEnumerable<ObjectType> members)
        : this(name, () => members) { }

    public IReadOnlyList<ObjectType> Members => _members.Value;

    public Func<object, string?>? ResolveType { get; set; }
}

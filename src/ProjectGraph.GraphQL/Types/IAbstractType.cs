namespace ProjectGraph.GraphQL.Types;

/// <summary>An interface or union: a value's object type is known at run time only.</summary>
public interface IAbstractType
{
    /// <summary>The name of a value's object type.</summary>
    Func<object, string?>? ResolveType { get; }
}

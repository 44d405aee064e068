namespace ProjectGraph.GraphQL.Types;

/// <summary>An interface or union. The object type of a value is known only at run time.</summary>
public interface IAbstractType
{
    /// <summary>Returns the name of a value's object type.</summary>
    Func<object, string?>? ResolveType { get; }
}

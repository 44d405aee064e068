using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>The types around a node; null where the document names something that the schema does not have.</summary>
internal readonly record struct TypeScope
{
    /// <summary>The type that the enclosing selection set selects from.</summary>
    public CompositeType? Parent { get; init; }

    /// <summary>The type of the field or fragment being visited.</summary>
    public GraphQLType? Output { get; init; }

    public FieldDefinition? Field { get; init; }

    public DirectiveDefinition? Directive { get; init; }

    /// <summary>The type that a value stands for.</summary>
    public GraphQLType? Input { get; init; }

    /// <summary>The default that would stand in for the value, were it not given.</summary>
    public ValueNode? InputDefault { get; init; }

    /// <summary>The input object whose field the value is, if it is one.</summary>
    public InputObjectType? InputParent { get; init; }
}

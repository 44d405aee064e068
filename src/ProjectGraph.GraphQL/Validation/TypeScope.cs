using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>The types around a node. Null where the document refers to something that the schema does not have.</summary>
internal readonly record struct TypeScope
{
    /// <summary>The type on which the enclosing selection set selects fields.</summary>
    public CompositeType? Parent { get; init; }

    /// <summary>The type of the field or fragment being visited.</summary>
    public GraphQLType? Output { get; init; }

    public FieldDefinition? Field { get; init; }

    public DirectiveDefinition? Directive { get; init; }

    /// <summary>The expected type of a value.</summary>
    public GraphQLType? Input { get; init; }

    /// <summary>The default that applies where the value is absent.</summary>
    public ValueNode? InputDefault { get; init; }

    /// <summary>The input object that contains the value as a field. Null elsewhere.</summary>
    public InputObjectType? InputParent { get; init; }
}

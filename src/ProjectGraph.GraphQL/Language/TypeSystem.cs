using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

/// <summary>A type system definition, or with <see cref="IsExtension"/> an extension.</summary>
public abstract record TypeSystemNode(
    bool IsExtension,
    DescriptionNode? Description,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : DefinitionNode(Location);

public sealed record SchemaNode(
    bool Extends,
    DescriptionNode? Description,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<RootOperationNode> Operations,
    SourceLocation Location
) : TypeSystemNode(Extends, Description, Directives, Location);

public sealed record RootOperationNode(OperationKind Kind, NamedTypeNode Type, SourceLocation Location) : Node(Location);

public abstract record TypeDefinitionNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : TypeSystemNode(Extends, Description, Directives, Location);

public sealed record ScalarTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record ObjectTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<NamedTypeNode> Interfaces,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<FieldDefinitionNode> Fields,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record InterfaceTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<NamedTypeNode> Interfaces,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<FieldDefinitionNode> Fields,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record UnionTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<NamedTypeNode> Members,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record EnumTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<EnumValueDefinitionNode> Values,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record InputObjectTypeNode(
    bool Extends,
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    ImmutableArray<InputValueDefinitionNode> Fields,
    SourceLocation Location
) : TypeDefinitionNode(Extends, Description, Name, Directives, Location);

public sealed record DirectiveDefinitionNode(
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<InputValueDefinitionNode> Arguments,
    bool IsRepeatable,
    ImmutableArray<NameNode> Locations,
    SourceLocation Location
) : TypeSystemNode(false, Description, [], Location);

public sealed record FieldDefinitionNode(
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<InputValueDefinitionNode> Arguments,
    TypeNode Type,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : Node(Location);

public sealed record InputValueDefinitionNode(
    DescriptionNode? Description,
    NameNode Name,
    TypeNode Type,
    ValueNode? DefaultValue,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : Node(Location);

public sealed record EnumValueDefinitionNode(
    DescriptionNode? Description,
    NameNode Name,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : Node(Location);

using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Parser
{
    // TypeSystemDefinition : SchemaDefinition | TypeDefinition | DirectiveDefinition
    private TypeSystemNode ParseTypeSystemDefinition(SourceLocation location, DescriptionNode? description)
    {
        if (IsKeyword("directive"))
            return ParseDirectiveDefinition(location, description);
        if (IsKeyword("schema"))
            return ParseSchema(false, location, description);
        return ParseTypeDefinition(false, location, description);
    }

    // TypeSystemExtension : SchemaExtension | TypeExtension
    private TypeSystemNode ParseExtension(SourceLocation location)
    {
        ExpectKeyword("extend");
        TypeSystemNode extension = IsKeyword("schema") ? ParseSchema(true, location, null) : ParseTypeDefinition(true, location, null);
        // An extension must add something. The grammar requires it by excluding the empty alternative.
        return IsEmptyExtension(extension) ? throw CreateUnexpectedTokenError() : extension;
    }

    private static bool IsEmptyExtension(TypeSystemNode extension) =>
        extension.Directives.Length == 0
        && extension switch
        {
            SchemaNode schema => schema.Operations.Length == 0,
            ObjectTypeNode type => type.Fields.Length == 0 && type.Interfaces.Length == 0,
            InterfaceTypeNode type => type.Fields.Length == 0 && type.Interfaces.Length == 0,
            UnionTypeNode type => type.Members.Length == 0,
            EnumTypeNode type => type.Values.Length == 0,
            InputObjectTypeNode type => type.Fields.Length == 0,
            _ => true,
        };

    // SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }
    // SchemaExtension : extend schema Directives[Const]? { RootOperationTypeDefinition+ } | extend schema Directives[Const]
    private SchemaNode ParseSchema(bool extends, SourceLocation location, DescriptionNode? description)
    {
        ExpectKeyword("schema");
        ImmutableArray<DirectiveNode> directives = ParseDirectives(true);
        ImmutableArray<RootOperationNode> operations = extends
            ? OptionalMany(TokenKind.BraceLeft, static parser => parser.ParseRootOperation(), TokenKind.BraceRight)
            : Many(TokenKind.BraceLeft, static parser => parser.ParseRootOperation(), TokenKind.BraceRight);
        return new SchemaNode(extends, description, directives, operations, location);
    }

    // RootOperationTypeDefinition : OperationType : NamedType
    private RootOperationNode ParseRootOperation()
    {
        SourceLocation location = _token.Location;
        OperationKind kind = ParseOperationType();
        Expect(TokenKind.Colon);
        return new RootOperationNode(kind, ParseNamedType(), location);
    }

    // TypeDefinition : ScalarTypeDefinition | ObjectTypeDefinition | InterfaceTypeDefinition | UnionTypeDefinition
    //                | EnumTypeDefinition | InputObjectTypeDefinition
    private TypeDefinitionNode ParseTypeDefinition(bool extends, SourceLocation location, DescriptionNode? description)
    {
        if (_token.Kind != TokenKind.Name)
            throw CreateUnexpectedTokenError();
        switch (_token.Value)
        {
            case "scalar":
                Advance();
                return new ScalarTypeNode(extends, description, ParseName(), ParseDirectives(true), location);
            case "type":
                Advance();
                return new ObjectTypeNode(
                    extends,
                    description,
                    ParseName(),
                    ParseImplements(),
                    ParseDirectives(true),
                    ParseFieldDefinitions(),
                    location
                );
            case "interface":
                Advance();
                return new InterfaceTypeNode(
                    extends,
                    description,
                    ParseName(),
                    ParseImplements(),
                    ParseDirectives(true),
                    ParseFieldDefinitions(),
                    location
                );
            case "union":
                Advance();
                return new UnionTypeNode(extends, description, ParseName(), ParseDirectives(true), ParseUnionMembers(), location);
            case "enum":
                Advance();
                return new EnumTypeNode(extends, description, ParseName(), ParseDirectives(true), ParseEnumValues(), location);
            case "input":
                Advance();
                return new InputObjectTypeNode(extends, description, ParseName(), ParseDirectives(true), ParseInputFields(), location);
            default:
                throw CreateUnexpectedTokenError();
        }
    }

    // ImplementsInterfaces : ImplementsInterfaces & NamedType | implements &? NamedType
    private ImmutableArray<NamedTypeNode> ParseImplements() =>
        TakeKeyword("implements") ? Delimited(TokenKind.Ampersand, static parser => parser.ParseNamedType()) : [];

    // UnionMemberTypes : UnionMemberTypes | NamedType | = |? NamedType
    private ImmutableArray<NamedTypeNode> ParseUnionMembers() =>
        TakeIf(TokenKind.Equals) ? Delimited(TokenKind.Pipe, static parser => parser.ParseNamedType()) : [];
}

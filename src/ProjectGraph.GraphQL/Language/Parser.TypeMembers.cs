using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Parser
{
    // FieldsDefinition : { FieldDefinition+ }
    private ImmutableArray<FieldDefinitionNode> ParseFieldDefinitions() =>
        OptionalMany(TokenKind.BraceLeft, static parser => parser.ParseFieldDefinition(), TokenKind.BraceRight);

    // FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
    private FieldDefinitionNode ParseFieldDefinition()
    {
        SourceLocation location = _token.Location;
        DescriptionNode? description = ParseDescription();
        NameNode name = ParseName();
        ImmutableArray<InputValueDefinitionNode> arguments = ParseArgumentDefinitions();
        Expect(TokenKind.Colon);
        return new FieldDefinitionNode(description, name, arguments, ParseTypeReference(), ParseDirectives(true), location);
    }

    // ArgumentsDefinition : ( InputValueDefinition+ )
    private ImmutableArray<InputValueDefinitionNode> ParseArgumentDefinitions() =>
        OptionalMany(TokenKind.ParenLeft, static parser => parser.ParseInputValueDefinition(), TokenKind.ParenRight);

    // InputFieldsDefinition : { InputValueDefinition+ }
    private ImmutableArray<InputValueDefinitionNode> ParseInputFields() =>
        OptionalMany(TokenKind.BraceLeft, static parser => parser.ParseInputValueDefinition(), TokenKind.BraceRight);

    // InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
    private InputValueDefinitionNode ParseInputValueDefinition()
    {
        SourceLocation location = _token.Location;
        DescriptionNode? description = ParseDescription();
        NameNode name = ParseName();
        Expect(TokenKind.Colon);
        TypeNode type = ParseTypeReference();
        return new InputValueDefinitionNode(description, name, type, ParseDefaultValue(), ParseDirectives(true), location);
    }

    // EnumValuesDefinition : { EnumValueDefinition+ }
    private ImmutableArray<EnumValueDefinitionNode> ParseEnumValues() =>
        OptionalMany(TokenKind.BraceLeft, static parser => parser.ParseEnumValueDefinition(), TokenKind.BraceRight);

    // EnumValueDefinition : Description? EnumValue Directives[Const]?
    private EnumValueDefinitionNode ParseEnumValueDefinition()
    {
        SourceLocation location = _token.Location;
        DescriptionNode? description = ParseDescription();
        if (IsKeyword("true") || IsKeyword("false") || IsKeyword("null"))
            throw CreateError($"{_token.Describe()} is reserved and cannot be used for an enum value.", _token.Location);
        return new EnumValueDefinitionNode(description, ParseName(), ParseDirectives(true), location);
    }

    // DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations
    private DirectiveDefinitionNode ParseDirectiveDefinition(SourceLocation location, DescriptionNode? description)
    {
        ExpectKeyword("directive");
        Expect(TokenKind.At);
        NameNode name = ParseName();
        ImmutableArray<InputValueDefinitionNode> arguments = ParseArgumentDefinitions();
        bool repeatable = TakeKeyword("repeatable");
        ExpectKeyword("on");
        ImmutableArray<NameNode> locations = Delimited(TokenKind.Pipe, static parser => parser.ParseDirectiveLocation());
        return new DirectiveDefinitionNode(description, name, arguments, repeatable, locations, location);
    }

    // DirectiveLocation : ExecutableDirectiveLocation | TypeSystemDirectiveLocation
    private NameNode ParseDirectiveLocation()
    {
        Token start = _token;
        NameNode name = ParseName();
        return DirectiveLocations.TryParse(name.Value, out _) ? name : throw CreateError($"Unexpected {start.Describe()}.", start.Location);
    }
}

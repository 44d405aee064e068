using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Parser
{
    // Value[Const] : [~Const] Variable | IntValue | FloatValue | StringValue | BooleanValue | NullValue | EnumValue
    //              | ListValue[?Const] | ObjectValue[?Const]
    private ValueNode ParseValue(bool isConst)
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.BracketLeft:
                return new ListValueNode(ParseItems(isConst), token.Location);
            case TokenKind.BraceLeft:
                return new ObjectValueNode(ParseObjectFields(isConst), token.Location);
            case TokenKind.Dollar:
                return isConst ? throw CreateConstVariableError() : ParseVariable();
            case TokenKind.Int:
                Advance();
                return new IntValueNode(token.Value!, token.Location);
            case TokenKind.Float:
                Advance();
                return new FloatValueNode(token.Value!, token.Location);
            case TokenKind.String or TokenKind.BlockString:
                Advance();
                return new StringValueNode(token.Value!, token.Kind == TokenKind.BlockString, token.Location);
            case TokenKind.Name:
                Advance();
                return CreateNamedValue(token);
            default:
                throw CreateUnexpectedTokenError();
        }
    }

    // BooleanValue : one of true false;  NullValue : null;  EnumValue : Name but not true, false or null
    private static ValueNode CreateNamedValue(Token token) =>
        token.Value switch
        {
            "true" => new BooleanValueNode(true, token.Location),
            "false" => new BooleanValueNode(false, token.Location),
            "null" => new NullValueNode(token.Location),
            _ => new EnumValueNode(token.Value!, token.Location),
        };

    // ListValue[Const] : [ ] | [ Value[?Const]+ ]
    private ImmutableArray<ValueNode> ParseItems(bool isConst) =>
        Any<ValueNode>(
            TokenKind.BracketLeft,
            isConst ? static parser => parser.ParseValue(isConst: true) : static parser => parser.ParseValue(isConst: false),
            TokenKind.BracketRight
        );

    // ObjectValue[Const] : { } | { ObjectField[?Const]+ }
    private ImmutableArray<ObjectFieldNode> ParseObjectFields(bool isConst) =>
        Any<ObjectFieldNode>(
            TokenKind.BraceLeft,
            isConst ? static parser => parser.ParseObjectField(isConst: true) : static parser => parser.ParseObjectField(isConst: false),
            TokenKind.BraceRight
        );

    // ObjectField[Const] : Name : Value[?Const]
    private ObjectFieldNode ParseObjectField(bool isConst)
    {
        Token name = Expect(TokenKind.Name);
        Expect(TokenKind.Colon);
        return new ObjectFieldNode(name.Value!, ParseValue(isConst), name.Location);
    }

    private GraphQLSyntaxException CreateConstVariableError()
    {
        SourceLocation location = Expect(TokenKind.Dollar).Location;
        return _token.Kind == TokenKind.Name
            ? CreateError($"Unexpected variable \"${_token.Value}\" in constant value.", location)
            : CreateError("Unexpected \"$\".", location);
    }

    // Type : NamedType | ListType | NonNullType
    private TypeNode ParseTypeReference()
    {
        SourceLocation location = _token.Location;
        TypeNode type;
        if (TakeIf(TokenKind.BracketLeft))
        {
            EnterNesting();
            TypeNode item = ParseTypeReference();
            LeaveNesting();
            Expect(TokenKind.BracketRight);
            type = new ListTypeNode(item, location);
        }
        else
        {
            type = ParseNamedType();
        }

        return TakeIf(TokenKind.Bang) ? new NonNullTypeNode(type, location) : type;
    }

    // NamedType : Name
    private NamedTypeNode ParseNamedType()
    {
        Token name = Expect(TokenKind.Name);
        return new NamedTypeNode(name.Value!, name.Location);
    }
}

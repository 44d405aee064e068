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
                return new ListValueNode(Any(TokenKind.BracketLeft, () => ParseValue(isConst), TokenKind.BracketRight), token.Location);
            case TokenKind.BraceLeft:
                return new ObjectValueNode(
                    Any(TokenKind.BraceLeft, () => ParseObjectField(isConst), TokenKind.BraceRight), token.Location);
            case TokenKind.Dollar:
                return isConst ? throw ConstVariable() : ParseVariable();
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
                return NamedValue(token);
            default:
                throw Unexpected();
        }
    }

    // BooleanValue : one of true false;  NullValue : null;  EnumValue : Name but not true, false or null
    private static ValueNode NamedValue(Token token) => token.Value switch
    {
        "true" => new BooleanValueNode(true, token.Location),
        "false" => new BooleanValueNode(false, token.Location),
        "null" => new NullValueNode(token.Location),
        _ => new EnumValueNode(token.Value!, token.Location),
    };

    // ObjectField[Const] : Name : Value[?Const]
    private ObjectFieldNode ParseObjectField(bool isConst)
    {
        NameNode name = ParseName();
        Expect(TokenKind.Colon);
        return new ObjectFieldNode(name, ParseValue(isConst), name.Location);
    }

    private GraphQLSyntaxException ConstVariable()
    {
        SourceLocation location = Expect(TokenKind.Dollar).Location;
        return _token.Kind == TokenKind.Name
            ? Error($"Unexpected variable \"${_token.Value}\" in constant value.", location)
            : Error("Unexpected \"$\".", location);
    }

    // Type : NamedType | ListType | NonNullType
    private TypeNode ParseTypeReference()
    {
        SourceLocation location = _token.Location;
        TypeNode type;
        if (TakeIf(TokenKind.BracketLeft))
        {
            Enter();
            TypeNode item = ParseTypeReference();
            Leave();
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
        NameNode name = ParseName();
        return new NamedTypeNode(name, name.Location);
    }
}

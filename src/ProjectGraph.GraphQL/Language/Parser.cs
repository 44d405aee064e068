namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// The front of this phase: text in, syntax tree out (spec section 2, appendix C). One method a grammar production.
/// </summary>
public sealed partial class Parser
{
    private readonly Lexer _lexer;
    private readonly ParserLimits _limits;
    private Token _token;
    private int _tokens;
    private int _nesting;

    private Parser(string text, ParserLimits? limits)
    {
        _limits = limits ?? ParserLimits.Default;
        _lexer = new Lexer(text);
        Advance();
    }

    /// <exception cref="GraphQLSyntaxException">The text is not a document, or exceeds a limit.</exception>
    public static DocumentNode Parse(string text, ParserLimits? limits = null) => new Parser(text, limits).ParseDocument();

    /// <summary>A single value, variables allowed.</summary>
    public static ValueNode ParseValue(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseWhole(parser => parser.ParseValue(isConst: false));

    /// <summary>A single value without variables, as defaults are.</summary>
    public static ValueNode ParseConstValue(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseWhole(parser => parser.ParseValue(isConst: true));

    public static TypeNode ParseType(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseWhole(parser => parser.ParseTypeReference());

    private T ParseWhole<T>(Func<Parser, T> parse)
    {
        T result = parse(this);
        Expect(TokenKind.EndOfFile);
        return result;
    }

    // Document : Definition+
    private DocumentNode ParseDocument()
    {
        SourceLocation location = _token.Location;
        var definitions = new List<DefinitionNode>();
        do
            definitions.Add(ParseDefinition());
        while (_token.Kind != TokenKind.EndOfFile);
        return new DocumentNode(definitions, location);
    }

    // Definition : ExecutableDefinition | TypeSystemDefinitionOrExtension
    private DefinitionNode ParseDefinition()
    {
        SourceLocation location = _token.Location;
        if (_token.Kind == TokenKind.BraceLeft)
            return ParseOperation(location, null);

        DescriptionNode? description = ParseDescription();
        if (_token.Kind == TokenKind.BraceLeft && description is not null)
            throw Error("Unexpected description, descriptions are not supported on shorthand queries.", description.Location);
        if (_token.Kind != TokenKind.Name)
            throw Unexpected();

        return _token.Value switch
        {
            "query" or "mutation" or "subscription" => ParseOperation(location, description),
            "fragment" => ParseFragment(location, description),
            "schema" or "directive" or "scalar" or "type" or "interface" or "union" or "enum" or "input" =>
                ParseTypeSystemDefinition(location, description),
            _ when description is not null =>
                throw Error("Unexpected description, only GraphQL definitions support descriptions.", description.Location),
            "extend" => ParseExtension(location),
            _ => throw Unexpected(),
        };
    }

    // Description : StringValue
    private DescriptionNode? ParseDescription()
    {
        if (_token.Kind is not (TokenKind.String or TokenKind.BlockString))
            return null;
        Token token = Take();
        return new DescriptionNode(token.Value!, token.Kind == TokenKind.BlockString, token.Location);
    }

    // Name :: NameStart NameContinue*
    private NameNode ParseName()
    {
        Token token = Expect(TokenKind.Name);
        return new NameNode(token.Value!, token.Location);
    }

    // Directives[Const] : Directive[?Const]+
    private List<DirectiveNode> ParseDirectives(bool isConst)
    {
        var directives = new List<DirectiveNode>();
        while (_token.Kind == TokenKind.At)
            directives.Add(ParseDirective(isConst));
        return directives;
    }

    // Directive[Const] : @ Name Arguments[?Const]?
    private DirectiveNode ParseDirective(bool isConst)
    {
        SourceLocation location = Expect(TokenKind.At).Location;
        return new DirectiveNode(ParseName(), ParseArguments(isConst), location);
    }

    // Arguments[Const] : ( Argument[?Const]+ )
    private List<ArgumentNode> ParseArguments(bool isConst) =>
        OptionalMany(TokenKind.ParenLeft, () => ParseArgument(isConst), TokenKind.ParenRight);

    // Argument[Const] : Name : Value[?Const]
    private ArgumentNode ParseArgument(bool isConst)
    {
        NameNode name = ParseName();
        Expect(TokenKind.Colon);
        return new ArgumentNode(name, ParseValue(isConst), name.Location);
    }
}

using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// The entry point of this phase. Parses text to a syntax tree (spec section 2, appendix C), with one method per grammar
/// production.
/// </summary>
public sealed partial class Parser
{
    private readonly Lexer _lexer;
    private readonly ParserLimits _limits;
    private readonly PendingNodes _pending = new();
    private Token _token;
    private int _tokens;
    private int _nesting;

    private Parser(string text, ParserLimits? limits, NameTable? names = null)
    {
        _limits = limits ?? ParserLimits.Default;
        _lexer = new Lexer(text, names);
    }

    /// <exception cref="GraphQLSyntaxException">The text is not a document, or exceeds a limit.</exception>
    public static DocumentNode Parse(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseEntireText(static parser => parser.ParseDocument());

    /// <summary>Parses a single value, which may contain variables.</summary>
    public static ValueNode ParseValue(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseEntireText(static parser => parser.ParseValue(isConst: false));

    /// <summary>Parses a single constant value, such as a default.</summary>
    public static ValueNode ParseConstValue(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseEntireText(static parser => parser.ParseValue(isConst: true));

    public static TypeNode ParseType(string text, ParserLimits? limits = null) =>
        new Parser(text, limits).ParseEntireText(static parser => parser.ParseTypeReference());

    /// <summary>Parses a document and takes its names from a table of likely names.</summary>
    internal static DocumentNode Parse(string text, ParserLimits? limits, NameTable names) =>
        new Parser(text, limits, names).ParseEntireText(static parser => parser.ParseDocument());

    private T ParseEntireText<T>(Func<Parser, T> parse)
    {
        try
        {
            Advance();
            T result = parse(this);
            Expect(TokenKind.EndOfFile);
            return result;
        }
        finally
        {
            _pending.ReturnToPool();
        }
    }

    // Document : Definition+
    private DocumentNode ParseDocument()
    {
        SourceLocation location = _token.Location;
        int start = _pending.Count;
        do _pending.Push(ParseDefinition());
        while (_token.Kind != TokenKind.EndOfFile);
        return new DocumentNode(_pending.PopFrom<DefinitionNode>(start), location);
    }

    // Definition : ExecutableDefinition | TypeSystemDefinitionOrExtension
    private DefinitionNode ParseDefinition()
    {
        SourceLocation location = _token.Location;
        if (_token.Kind == TokenKind.BraceLeft)
            return ParseOperation(location, null);

        DescriptionNode? description = ParseDescription();
        if (_token.Kind == TokenKind.BraceLeft && description is not null)
            throw CreateError("Unexpected description, descriptions are not supported on shorthand queries.", description.Location);
        if (_token.Kind != TokenKind.Name)
            throw CreateUnexpectedTokenError();

        return _token.Value switch
        {
            "query" or "mutation" or "subscription" => ParseOperation(location, description),
            "fragment" => ParseFragment(location, description),
            "schema" or "directive" or "scalar" or "type" or "interface" or "union" or "enum" or "input" => ParseTypeSystemDefinition(
                location,
                description
            ),
            _ when description is not null => throw CreateError(
                "Unexpected description, only GraphQL definitions support descriptions.",
                description.Location
            ),
            "extend" => ParseExtension(location),
            _ => throw CreateUnexpectedTokenError(),
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
    private ImmutableArray<DirectiveNode> ParseDirectives(bool isConst)
    {
        if (_token.Kind != TokenKind.At)
            return [];
        int start = _pending.Count;
        do _pending.Push(ParseDirective(isConst));
        while (_token.Kind == TokenKind.At);
        return _pending.PopFrom<DirectiveNode>(start);
    }

    // Directive[Const] : @ Name Arguments[?Const]?
    private DirectiveNode ParseDirective(bool isConst)
    {
        SourceLocation location = Expect(TokenKind.At).Location;
        return new DirectiveNode(Expect(TokenKind.Name).Value!, ParseArguments(isConst), location);
    }

    // Arguments[Const] : ( Argument[?Const]+ )
    private ImmutableArray<ArgumentNode> ParseArguments(bool isConst) =>
        OptionalMany<ArgumentNode>(
            TokenKind.ParenLeft,
            isConst ? static parser => parser.ParseArgument(isConst: true) : static parser => parser.ParseArgument(isConst: false),
            TokenKind.ParenRight
        );

    // Argument[Const] : Name : Value[?Const]
    private ArgumentNode ParseArgument(bool isConst)
    {
        Token name = Expect(TokenKind.Name);
        Expect(TokenKind.Colon);
        return new ArgumentNode(name.Value!, ParseValue(isConst), name.Location);
    }
}

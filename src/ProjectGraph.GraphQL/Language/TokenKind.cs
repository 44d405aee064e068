namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// The lexical tokens of spec section 2.1.7. Comments, commas and white space are ignored and have no kind.
/// </summary>
internal enum TokenKind
{
    StartOfFile,
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    ParenLeft,
    ParenRight,
    Dot,
    Spread,
    Colon,
    Equals,
    At,
    BracketLeft,
    BracketRight,
    BraceLeft,
    Pipe,
    BraceRight,
    Name,
    Int,
    Float,
    String,
    BlockString,
}
